"""PostgreSQL keeps the packed row of a version as it is, in the page.

By itself it would compress every row above two kilobytes, and undo that for each of the thousands that one total reads.
Rows that do not fit into a page are still compressed or moved out.
"""

from django.db import migrations

TABLE = "reports_reportversion"


def keep_whole(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {TABLE} SET (toast_tuple_target = 8160)")


def compress_again(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {TABLE} RESET (toast_tuple_target)")


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0004_fewer_indexes'),
    ]

    operations = [
        migrations.RunPython(keep_whole, compress_again),
    ]
