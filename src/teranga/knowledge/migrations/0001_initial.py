import django.db.models.deletion
import teranga.core.partial_dates
import teranga.core.translated
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("core", "0003_search_text"),
        ("programmes", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CriteriaSet",
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
                ("code", models.SlugField(max_length=60, unique=True, verbose_name="code")),
                (
                    "name",
                    teranga.core.translated.TranslatedField(default=dict, verbose_name="name"),
                ),
                (
                    "note",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="note"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("practice", "to judge a practice"),
                            ("evaluation", "to evaluate an intervention"),
                        ],
                        max_length=10,
                        verbose_name="purpose",
                    ),
                ),
                ("lowest", models.PositiveSmallIntegerField(default=1, verbose_name="lowest mark")),
                (
                    "highest",
                    models.PositiveSmallIntegerField(default=5, verbose_name="highest mark"),
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
            ],
            options={
                "verbose_name": "set of criteria",
                "verbose_name_plural": "sets of criteria",
                "ordering": ["purpose", "code"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="knowledge_criteriaset_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("highest__lte", 10), ("lowest__lt", models.F("highest"))
                        ),
                        name="knowledge_criteria_marks_go_up",
                        violation_error_message="The highest mark is above the lowest, and at most 10.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("code", models.SlugField(max_length=60, verbose_name="code")),
                (
                    "name",
                    teranga.core.translated.TranslatedField(default=dict, verbose_name="name"),
                ),
                (
                    "test",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="test"
                    ),
                ),
                (
                    "criteria_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="knowledge.criteriaset",
                    ),
                ),
            ],
            options={
                "verbose_name": "criterion",
                "verbose_name_plural": "criteria",
                "ordering": ["criteria_set", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("criteria_set", "code"), name="knowledge_criterion_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseStudy",
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
                ("code", models.SlugField(max_length=60, verbose_name="code")),
                (
                    "title",
                    teranga.core.translated.TranslatedField(default=dict, verbose_name="title"),
                ),
                (
                    "context",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="context"
                    ),
                ),
                (
                    "origin_codes",
                    models.JSONField(blank=True, default=list, verbose_name="codes of the Actions"),
                ),
                (
                    "regional_body",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="regional organisation"
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
                    "countries",
                    models.ManyToManyField(
                        blank=True,
                        related_name="case_studies",
                        to="core.country",
                        verbose_name="countries",
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
                    "themes",
                    models.ManyToManyField(
                        blank=True,
                        related_name="case_studies",
                        to="core.theme",
                        verbose_name="themes",
                    ),
                ),
                (
                    "criteria_met",
                    models.ManyToManyField(
                        blank=True,
                        related_name="case_studies",
                        to="knowledge.criterion",
                        verbose_name="criteria it meets",
                    ),
                ),
            ],
            options={
                "verbose_name": "case study",
                "verbose_name_plural": "case studies",
                "ordering": ["source_page", "code"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="knowledge_casestudy_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    ),
                    models.UniqueConstraint(
                        fields=("programme", "code"), name="knowledge_case_study_code"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Deliverable",
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
                (
                    "origin_code",
                    models.CharField(
                        blank=True, db_index=True, max_length=30, verbose_name="code of the Action"
                    ),
                ),
                (
                    "title",
                    teranga.core.translated.TranslatedField(default=dict, verbose_name="title"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("policy", "policy"),
                            ("strategy", "strategy"),
                            ("action_plan", "action plan"),
                            ("procedures", "standard operating procedures"),
                            ("manual", "manual or training guide"),
                            ("guidelines", "guidelines or protocol"),
                            ("report", "report or study"),
                            ("brochure", "brochure or campaign material"),
                            ("tool", "questionnaire or tool"),
                            ("other", "other document"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "regional_body",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="regional organisation"
                    ),
                ),
                (
                    "is_operational",
                    models.BooleanField(default=False, verbose_name="operational document"),
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
                    "themes",
                    models.ManyToManyField(
                        blank=True,
                        related_name="deliverables",
                        to="core.theme",
                        verbose_name="themes",
                    ),
                ),
            ],
            options={
                "verbose_name": "deliverable",
                "verbose_name_plural": "deliverables",
                "ordering": ["kind", "country", "created_at", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="knowledge_deliverable_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DeliverableStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "drafted"),
                            ("technical", "technically validated"),
                            ("adopted", "adopted"),
                            ("political", "politically validated"),
                            ("implemented", "implemented"),
                        ],
                        max_length=12,
                        verbose_name="stage",
                    ),
                ),
                (
                    "reached_on",
                    teranga.core.partial_dates.PartialDateField(
                        blank=True, max_length=12, null=True, verbose_name="date"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=250, verbose_name="note")),
                (
                    "deliverable",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="knowledge.deliverable",
                    ),
                ),
            ],
            options={
                "verbose_name": "stage of a deliverable",
                "verbose_name_plural": "stages of deliverables",
                "ordering": ["deliverable", "reached_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("deliverable", "stage"), name="knowledge_deliverable_stage_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Lesson",
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
                (
                    "origin_code",
                    models.CharField(
                        blank=True, db_index=True, max_length=30, verbose_name="code of the Action"
                    ),
                ),
                (
                    "title",
                    teranga.core.translated.TranslatedField(default=dict, verbose_name="title"),
                ),
                (
                    "challenge",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="what was difficult"
                    ),
                ),
                (
                    "practice",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="what was done"
                    ),
                ),
                (
                    "impact",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="what changed"
                    ),
                ),
                (
                    "lesson",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="what was learnt"
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
                    "themes",
                    models.ManyToManyField(
                        blank=True, related_name="lessons", to="core.theme", verbose_name="themes"
                    ),
                ),
            ],
            options={
                "verbose_name": "lesson",
                "verbose_name_plural": "lessons",
                "ordering": ["origin_code", "created_at", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="knowledge_lesson_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Practice",
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
                (
                    "origin_code",
                    models.CharField(
                        blank=True, db_index=True, max_length=30, verbose_name="code of the Action"
                    ),
                ),
                (
                    "title",
                    teranga.core.translated.TranslatedField(default=dict, verbose_name="title"),
                ),
                (
                    "description",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="what is done, and how"
                    ),
                ),
                (
                    "result",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="what it brought"
                    ),
                ),
                (
                    "conditions",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="what it takes to do it elsewhere"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("approach", "approach"),
                            ("method", "method"),
                            ("activities", "series of activities"),
                            ("product", "product left behind"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "under review"),
                            ("returned", "returned to its author"),
                            ("published", "published"),
                            ("declined", "not retained"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("state_reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "institution",
                    models.CharField(blank=True, max_length=250, verbose_name="institution"),
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
                    "countries",
                    models.ManyToManyField(
                        blank=True,
                        related_name="practices",
                        to="core.country",
                        verbose_name="countries",
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
                    "themes",
                    models.ManyToManyField(
                        blank=True, related_name="practices", to="core.theme", verbose_name="themes"
                    ),
                ),
            ],
            options={
                "verbose_name": "practice",
                "verbose_name_plural": "practices",
                "ordering": ["origin_code", "created_at", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="knowledge_practice_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PracticeReview",
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
                (
                    "reviewer_kind",
                    models.CharField(
                        choices=[
                            ("internal", "of the programme team"),
                            ("external", "from outside the team"),
                        ],
                        max_length=10,
                        verbose_name="reviewer",
                    ),
                ),
                ("remarks", models.TextField(blank=True, verbose_name="remarks to the author")),
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
                    "criteria_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="knowledge.criteriaset",
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
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="knowledge.practice",
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
                "verbose_name": "review of a practice",
                "verbose_name_plural": "reviews of practices",
                "ordering": ["practice", "created_at"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="knowledge_practicereview_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("archived_at__isnull", True), ("owner__isnull", False)),
                        fields=("practice", "criteria_set", "owner"),
                        name="knowledge_review_once",
                        violation_error_message="You have already reviewed this practice.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CriterionRating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mark", models.PositiveSmallIntegerField(verbose_name="mark")),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ratings",
                        to="knowledge.criterion",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ratings",
                        to="knowledge.practicereview",
                    ),
                ),
            ],
            options={
                "verbose_name": "mark on a criterion",
                "verbose_name_plural": "marks on criteria",
                "ordering": ["review", "criterion__number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "criterion"), name="knowledge_mark_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reuse",
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
                (
                    "subject",
                    teranga.core.translated.TranslatedField(
                        default=dict, verbose_name="what was taken over"
                    ),
                ),
                (
                    "from_code",
                    models.CharField(
                        blank=True, max_length=30, verbose_name="taken over from the Action"
                    ),
                ),
                (
                    "from_body",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="taken over from the organisation"
                    ),
                ),
                (
                    "to_code",
                    models.CharField(blank=True, max_length=30, verbose_name="used in the Action"),
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
                    "from_country",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.country",
                        verbose_name="taken over from",
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
                    "practice",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reuses",
                        to="knowledge.practice",
                        verbose_name="practice",
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
                "verbose_name": "reuse of a practice",
                "verbose_name_plural": "reuses of practices",
                "ordering": ["created_at", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="knowledge_reuse_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_country__isnull", False),
                            models.Q(("from_body", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="knowledge_reuse_has_origin",
                        violation_error_message="Say from which country or organisation.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrainingSubject",
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
                (
                    "title",
                    teranga.core.translated.TranslatedField(default=dict, verbose_name="subject"),
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
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="training_subjects",
                        to="core.theme",
                        verbose_name="theme",
                    ),
                ),
            ],
            options={
                "verbose_name": "training subject",
                "verbose_name_plural": "training subjects",
                "ordering": ["theme", "position", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="knowledge_trainingsubject_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    )
                ],
            },
        ),
    ]
