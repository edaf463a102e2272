import binhdang.ui.fields
import binhdang.values.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0001_initial'),
        ('orgs', '0001_initial'),
        ('plans', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Regime',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', binhdang.ui.fields.PublicIdField(default=binhdang.values.ids.new_public_id, editable=False, max_length=16, unique=True)),
                ('name', models.CharField(max_length=300)),
                ('frequency', models.CharField(max_length=20)),
                ('before', models.CharField(blank=True, max_length=5)),
                ('moves_off_weekends', models.BooleanField(default=False)),
                ('opens_days_ahead', models.PositiveSmallIntegerField(default=45)),
                ('outline', models.JSONField(default=list)),
                ('indicator_codes', models.JSONField(default=list)),
                ('legal_basis', models.CharField(blank=True, max_length=300)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('duty', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='regime', to='plans.reportingduty')),
                ('focal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='regimes', to='plans.plan')),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
            ],
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', binhdang.ui.fields.PublicIdField(default=binhdang.values.ids.new_public_id, editable=False, max_length=16, unique=True)),
                ('expected', models.BooleanField(default=True)),
                ('state', models.CharField(choices=[('draft', 'đang soạn'), ('approving', 'chờ lãnh đạo duyệt'), ('approved', 'đã duyệt, chờ gửi'), ('submitted', 'đã gửi'), ('returned', 'bị trả lại'), ('accepted', 'đã được chấp nhận')], default='draft', max_length=20)),
                ('state_since', models.DateTimeField()),
                ('first_submitted_at', models.DateTimeField(blank=True, null=True)),
                ('explanations', models.JSONField(default=list)),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='orgs.unit')),
            ],
        ),
        migrations.CreateModel(
            name='ReportVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', binhdang.ui.fields.PublicIdField(default=binhdang.values.ids.new_public_id, editable=False, max_length=16, unique=True)),
                ('number', models.PositiveIntegerField()),
                ('cells', models.BinaryField()),
                ('reasons', models.JSONField(default=dict)),
                ('edit_ids', models.JSONField(default=list)),
                ('texts', models.JSONField(default=dict)),
                ('text_sources', models.JSONField(default=dict)),
                ('explanations', models.JSONField(default=list)),
                ('submitted_at', models.DateTimeField()),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.officialpaper')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='reports.report')),
                ('submitted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', binhdang.ui.fields.PublicIdField(default=binhdang.values.ids.new_public_id, editable=False, max_length=16, unique=True)),
                ('target', models.CharField(blank=True, max_length=80)),
                ('text', models.TextField()),
                ('at', models.DateTimeField()),
                ('resolved_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('resolved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='reports.report')),
                ('version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='reports.reportversion')),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', binhdang.ui.fields.PublicIdField(default=binhdang.values.ids.new_public_id, editable=False, max_length=16, unique=True)),
                ('period_text', models.CharField(max_length=30)),
                ('window_from', models.DateField()),
                ('window_to', models.DateField()),
                ('opened_at', models.DateTimeField()),
                ('due_before_on', models.DateField()),
                ('cell_keys', models.JSONField(default=list)),
                ('cell_scales', models.JSONField(default=list)),
                ('indicator_codes', models.JSONField(default=list)),
                ('outline', models.JSONField(default=list)),
                ('regime', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='reports.regime')),
            ],
            options={
                'ordering': ['-due_before_on', '-id'],
            },
        ),
        migrations.AddField(
            model_name='report',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='reports.round'),
        ),
        migrations.CreateModel(
            name='AdHocRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=500)),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('task', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.plantask')),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='request', to='reports.round')),
            ],
        ),
        migrations.CreateModel(
            name='TextEdit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.CharField(max_length=20)),
                ('revision', models.PositiveIntegerField()),
                ('base_revision', models.PositiveIntegerField()),
                ('text', models.TextField(blank=True)),
                ('sources', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='text_edits', to='reports.report')),
            ],
        ),
        migrations.CreateModel(
            name='CellEdit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=80)),
                ('revision', models.PositiveIntegerField()),
                ('base_revision', models.PositiveIntegerField()),
                ('state', models.PositiveSmallIntegerField()),
                ('value', models.BigIntegerField(null=True)),
                ('estimate', models.BooleanField(default=False)),
                ('cumulative', models.BooleanField(default=False)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('source', models.CharField(choices=[('typed', 'nhập tay'), ('register', 'từ sổ theo dõi'), ('consolidated', 'tổng hợp từ cấp dưới')], max_length=20)),
                ('trace', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cell_edits', to='reports.report')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('report', 'key', 'revision'), name='one_edit_per_revision')],
            },
        ),
        migrations.AddConstraint(
            model_name='reportversion',
            constraint=models.UniqueConstraint(fields=('report', 'number'), name='one_version_per_number'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.UniqueConstraint(fields=('regime', 'period_text'), name='one_round_per_period'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(fields=['unit', 'state'], name='reports_rep_unit_id_14c1d6_idx'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(fields=('round', 'unit'), name='one_report_per_unit_and_round'),
        ),
        migrations.AddConstraint(
            model_name='textedit',
            constraint=models.UniqueConstraint(fields=('report', 'section', 'revision'), name='one_text_per_revision'),
        ),
    ]
