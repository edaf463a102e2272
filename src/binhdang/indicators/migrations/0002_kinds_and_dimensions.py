"""More kinds of numbers, and cells for every combination of the parts of several dimensions instead of one split."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def name_the_dimension(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The only split there was is by sex; the keys of its cells stay what they are."""
    Indicator = apps.get_model("indicators", "Indicator")
    for indicator in Indicator.objects.exclude(splits=[]):
        indicator.dimensions = ["sex"]
        indicator.save(update_fields=["dimensions"])


def list_the_parts(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Back again: what is divided by sex alone can be kept."""
    Indicator = apps.get_model("indicators", "Indicator")
    for indicator in Indicator.objects.filter(dimensions=["sex"]):
        indicator.splits = ["nam", "nu"]
        indicator.save(update_fields=["splits"])


class Migration(migrations.Migration):

    dependencies = [
        ("indicators", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="indicator",
            name="dimensions",
            field=models.JSONField(default=list),
        ),
        migrations.RunPython(name_the_dimension, list_the_parts),
        migrations.RemoveField(
            model_name="indicator",
            name="splits",
        ),
        migrations.AlterField(
            model_name="indicator",
            name="kind",
            field=models.CharField(
                choices=[
                    ("count", "số đếm"),
                    ("attendances", "lượt người"),
                    ("people", "số người (không trùng)"),
                    ("money", "số tiền (đồng)"),
                    ("rate", "tỷ lệ (tử số/mẫu số)"),
                    ("mean", "bình quân (tổng/số lượng)"),
                    ("yes_no", "có/không"),
                    ("published", "số công bố"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="indicator",
            name="place_law",
            field=models.CharField(
                choices=[
                    ("sum", "cộng"),
                    ("rate", "tính lại từ tử số và mẫu số"),
                    ("source_of_record", "chỉ lấy từ đơn vị giữ số liệu gốc"),
                    ("never", "không cộng"),
                ],
                default="sum",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="indicator",
            name="period_law",
            field=models.CharField(
                choices=[
                    ("sum", "cộng các kỳ"),
                    ("last", "lấy kỳ cuối (số thời điểm)"),
                    ("recount", "không cộng các kỳ: đếm lại cho cả kỳ"),
                    ("rate", "tính lại từ tử số và mẫu số"),
                    ("never", "không cộng"),
                ],
                default="sum",
                max_length=20,
            ),
        ),
    ]
