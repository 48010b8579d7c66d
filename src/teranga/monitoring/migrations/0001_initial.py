import django.db.models.deletion
import teranga.core.translated
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("core", "0001_initial"),
        ("programmes", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="GeneralObjective",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated")),
                (
                    "archived_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="archived"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("network", "Network"),
                            ("programme", "Programme"),
                            ("committee", "Committee"),
                            ("private", "Private"),
                        ],
                        db_index=True,
                        default="private",
                        max_length=10,
                        verbose_name="visibility",
                    ),
                ),
                ("source_page", models.CharField(blank=True, max_length=60, verbose_name="page")),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("explicit", "stated by the source"),
                            ("deduced", "deduced from the source"),
                            ("unknown", "not known"),
                        ],
                        default="explicit",
                        max_length=10,
                        verbose_name="basis",
                    ),
                ),
                ("is_fictitious", models.BooleanField(default=False, verbose_name="fictitious")),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                (
                    "label",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="wording"
                    ),
                ),
                (
                    "note",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="note"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "component",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.component",
                        verbose_name="component",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.country",
                        verbose_name="country",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "general objective",
                "verbose_name_plural": "general objectives",
                "ordering": ["position", "code"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="monitoring_generalobjective_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    ),
                    models.UniqueConstraint(
                        fields=("component", "code"), name="monitoring_generalobjective_code"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated")),
                (
                    "archived_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="archived"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("network", "Network"),
                            ("programme", "Programme"),
                            ("committee", "Committee"),
                            ("private", "Private"),
                        ],
                        db_index=True,
                        default="private",
                        max_length=10,
                        verbose_name="visibility",
                    ),
                ),
                ("source_page", models.CharField(blank=True, max_length=60, verbose_name="page")),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("explicit", "stated by the source"),
                            ("deduced", "deduced from the source"),
                            ("unknown", "not known"),
                        ],
                        default="explicit",
                        max_length=10,
                        verbose_name="basis",
                    ),
                ),
                ("is_fictitious", models.BooleanField(default=False, verbose_name="fictitious")),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                (
                    "label",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="wording"
                    ),
                ),
                (
                    "note",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="note"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "component",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.component",
                        verbose_name="component",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.country",
                        verbose_name="country",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "result",
                "verbose_name_plural": "results",
                "ordering": ["position", "code"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="monitoring_result_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    ),
                    models.UniqueConstraint(
                        fields=("component", "code"), name="monitoring_result_code"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlannedActivity",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated")),
                (
                    "archived_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="archived"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("network", "Network"),
                            ("programme", "Programme"),
                            ("committee", "Committee"),
                            ("private", "Private"),
                        ],
                        db_index=True,
                        default="private",
                        max_length=10,
                        verbose_name="visibility",
                    ),
                ),
                ("source_page", models.CharField(blank=True, max_length=60, verbose_name="page")),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("explicit", "stated by the source"),
                            ("deduced", "deduced from the source"),
                            ("unknown", "not known"),
                        ],
                        default="explicit",
                        max_length=10,
                        verbose_name="basis",
                    ),
                ),
                ("is_fictitious", models.BooleanField(default=False, verbose_name="fictitious")),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                (
                    "label",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="wording"
                    ),
                ),
                (
                    "note",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="note"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "quantity",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="planned quantity"
                    ),
                ),
                (
                    "unit",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="unit"
                    ),
                ),
                (
                    "audience",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="audience"
                    ),
                ),
                (
                    "component",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.component",
                        verbose_name="component",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.country",
                        verbose_name="country",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="planned_activities",
                        to="monitoring.result",
                    ),
                ),
            ],
            options={
                "verbose_name": "planned activity",
                "verbose_name_plural": "planned activities",
                "ordering": ["position", "code"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="monitoring_plannedactivity_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    ),
                    models.UniqueConstraint(
                        fields=("component", "code"), name="monitoring_plannedactivity_code"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SpecificObjective",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated")),
                (
                    "archived_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="archived"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("network", "Network"),
                            ("programme", "Programme"),
                            ("committee", "Committee"),
                            ("private", "Private"),
                        ],
                        db_index=True,
                        default="private",
                        max_length=10,
                        verbose_name="visibility",
                    ),
                ),
                ("source_page", models.CharField(blank=True, max_length=60, verbose_name="page")),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("explicit", "stated by the source"),
                            ("deduced", "deduced from the source"),
                            ("unknown", "not known"),
                        ],
                        default="explicit",
                        max_length=10,
                        verbose_name="basis",
                    ),
                ),
                ("is_fictitious", models.BooleanField(default=False, verbose_name="fictitious")),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                (
                    "label",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="wording"
                    ),
                ),
                (
                    "note",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="note"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "component",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.component",
                        verbose_name="component",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.country",
                        verbose_name="country",
                    ),
                ),
                (
                    "general_objective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="specific_objectives",
                        to="monitoring.generalobjective",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "specific objective",
                "verbose_name_plural": "specific objectives",
                "ordering": ["position", "code"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="monitoring_specificobjective_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    ),
                    models.UniqueConstraint(
                        fields=("component", "code"), name="monitoring_specificobjective_code"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="result",
            name="specific_objective",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="results",
                to="monitoring.specificobjective",
            ),
        ),
    ]
