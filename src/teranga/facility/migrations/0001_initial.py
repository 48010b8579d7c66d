import django.core.validators
import django.db.models.deletion
import teranga.core.partial_dates
import teranga.core.translated
import teranga.core.plain_text
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("core", "0003_search_text"),
        ("directory", "0001_initial"),
        ("knowledge", "0001_initial"),
        ("programmes", "0001_initial"),
        ("roster", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Action",
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
                ("code", models.CharField(max_length=30, verbose_name="code")),
                (
                    "reference",
                    models.CharField(blank=True, max_length=20, verbose_name="official reference"),
                ),
                (
                    "title",
                    teranga.core.translated.TranslatedField(default=dict, verbose_name="title"),
                ),
                (
                    "summary",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="context"
                    ),
                ),
                (
                    "region",
                    models.CharField(
                        choices=[
                            ("west_africa", "West Africa"),
                            (
                                "central_east_southern_africa",
                                "Central, Eastern and Southern Africa",
                            ),
                            ("asia", "Asia"),
                            ("neighbourhood", "European Neighbourhood"),
                            ("latin_america", "Latin America and the Caribbean"),
                        ],
                        max_length=40,
                        verbose_name="region",
                    ),
                ),
                (
                    "regional_body",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="regional organisation"
                    ),
                ),
                (
                    "is_multilateral",
                    models.BooleanField(default=False, verbose_name="several countries together"),
                ),
                (
                    "themes_basis",
                    models.CharField(
                        choices=[
                            ("explicit", "stated by the source"),
                            ("deduced", "deduced from the source"),
                            ("unknown", "not known"),
                        ],
                        default="explicit",
                        max_length=10,
                    ),
                ),
                (
                    "remark",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="remark"
                    ),
                ),
                (
                    "starts_on",
                    teranga.core.partial_dates.PartialDateField(
                        blank=True, max_length=12, null=True, verbose_name="from"
                    ),
                ),
                (
                    "ends_on",
                    teranga.core.partial_dates.PartialDateField(
                        blank=True, max_length=12, null=True, verbose_name="until"
                    ),
                ),
                (
                    "detail",
                    models.CharField(
                        choices=[
                            ("case_study", "case study"),
                            ("box", "described in the report"),
                            ("mention", "named in the report"),
                            ("managed", "run on this platform"),
                        ],
                        max_length=10,
                        verbose_name="detail",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("design", "in design"),
                            ("ready", "ready to start"),
                            ("under_way", "under way"),
                            ("adjusted", "being adjusted"),
                            ("closed", "closed"),
                            ("evaluated", "evaluated"),
                            ("cancelled", "cancelled"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "holder",
                    models.CharField(
                        choices=[
                            ("team", "the team"),
                            ("requester", "the requester"),
                            ("committee", "the committee"),
                            ("partner", "the partner"),
                            ("nobody", "nobody"),
                        ],
                        default="nobody",
                        editable=False,
                        max_length=10,
                        verbose_name="whose turn",
                    ),
                ),
                (
                    "sheet_turn",
                    models.CharField(
                        choices=[("team", "team"), ("partner", "partner")],
                        default="team",
                        editable=False,
                        max_length=8,
                        verbose_name="the sheet is with",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="fr", max_length=2, verbose_name="language of the sheet"
                    ),
                ),
                (
                    "currency",
                    models.CharField(default="EUR", max_length=3, verbose_name="currency"),
                ),
                (
                    "planned_starts_on",
                    models.DateField(blank=True, null=True, verbose_name="planned start"),
                ),
                (
                    "planned_ends_on",
                    models.DateField(blank=True, null=True, verbose_name="planned end"),
                ),
                ("ready_on", models.DateField(blank=True, null=True, verbose_name="ready since")),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="started on")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                (
                    "evaluated_on",
                    models.DateField(blank=True, null=True, verbose_name="evaluated on"),
                ),
                (
                    "step_since",
                    models.DateField(blank=True, null=True, verbose_name="in this state since"),
                ),
                ("step_due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                (
                    "associated_countries",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="core.country",
                        verbose_name="associated countries",
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
                        related_name="actions",
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
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="followed by",
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
                    "phase",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.phase",
                        verbose_name="phase",
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
                        blank=True, related_name="actions", to="core.theme", verbose_name="themes"
                    ),
                ),
            ],
            options={
                "verbose_name": "Action",
                "verbose_name_plural": "Actions",
                "ordering": ["code"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="facility_action_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    ),
                    models.UniqueConstraint(
                        fields=("programme", "code"), name="facility_action_code"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionAuthority",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=250, verbose_name="name")),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("requesting", "requesting authority"),
                            ("beneficiary", "beneficiary"),
                            ("stakeholder", "stakeholder"),
                            ("validation", "validation"),
                            ("support", "support"),
                            ("supervision", "supervising authority"),
                            ("focal_point", "focal point"),
                            ("coordination", "coordination"),
                        ],
                        max_length=15,
                        verbose_name="part",
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="authorities",
                        to="facility.action",
                    ),
                ),
            ],
            options={
                "verbose_name": "authority of an Action",
                "verbose_name_plural": "authorities of Actions",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ActionFact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("activity", "Activities"),
                            ("deliverable", "Deliverables"),
                            ("experts", "Experts"),
                            ("partner", "Partners"),
                            ("change", "What changed on the way"),
                            ("practice", "Practices"),
                            ("impact", "Effects reported"),
                            ("challenge", "Difficulties"),
                            ("lesson", "Lessons"),
                            ("figure", "Numbers the source gives"),
                            ("criterion", "Criteria of good practice it meets"),
                            ("link", "See also"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "text",
                    teranga.core.translated.TranslatedField(default=dict, verbose_name="text"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="facts",
                        to="facility.action",
                    ),
                ),
            ],
            options={
                "verbose_name": "fact of an Action",
                "verbose_name_plural": "facts of Actions",
                "ordering": ["action", "position"],
            },
        ),
        migrations.CreateModel(
            name="ActionFocalPoint",
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
                ("institution", models.CharField(max_length=250, verbose_name="institution")),
                (
                    "kind",
                    models.CharField(
                        choices=[("strategic", "strategic"), ("operational", "operational")],
                        max_length=12,
                        verbose_name="profile",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=150, verbose_name="name")),
                ("function", models.CharField(blank=True, max_length=150, verbose_name="function")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telephone")),
                (
                    "link_digest",
                    models.CharField(blank=True, db_index=True, editable=False, max_length=64),
                ),
                (
                    "link_sent_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="link sent"),
                ),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="focal_points",
                        to="facility.action",
                    ),
                ),
            ],
            options={
                "verbose_name": "focal point of an Action",
                "verbose_name_plural": "focal points of Actions",
                "ordering": ["action", "institution", "-kind"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("archived_at__isnull", True)),
                        fields=("action", "institution", "kind"),
                        name="facility_action_focal_point_once",
                        violation_error_message="This institution already has a focal point of this profile.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionImport",
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
                ("file_name", models.CharField(max_length=200, verbose_name="file")),
                ("sha256", models.CharField(max_length=64)),
                ("sheet_name", models.CharField(blank=True, max_length=100, verbose_name="sheet")),
                ("header", models.JSONField(default=list)),
                ("rows", models.JSONField(default=list, verbose_name="rows")),
                ("first_row_number", models.PositiveIntegerField(default=2)),
                ("columns", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("rehearsed", "rehearsed"),
                            ("applied", "applied"),
                            ("undone", "undone"),
                        ],
                        default="rehearsed",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("effects", models.JSONField(default=list, verbose_name="what it changed")),
                ("applied_at", models.DateTimeField(blank=True, null=True, verbose_name="applied")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="undone")),
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
            ],
            options={
                "verbose_name": "import of Actions",
                "verbose_name_plural": "imports of Actions",
                "ordering": ["-created_at"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="facility_actionimport_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionStep",
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
                    "event",
                    models.CharField(
                        choices=[
                            ("open", "Action opened"),
                            ("declare_ready", "declared ready"),
                            ("revise", "sheet taken up again"),
                            ("start", "started"),
                            ("adjust", "adjustment opened"),
                            ("settle", "adjustment settled"),
                            ("close", "closed"),
                            ("reopen", "opened again"),
                            ("evaluate", "evaluation recorded"),
                            ("cancel", "cancelled"),
                        ],
                        max_length=15,
                        verbose_name="event",
                    ),
                ),
                (
                    "from_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("design", "in design"),
                            ("ready", "ready to start"),
                            ("under_way", "under way"),
                            ("adjusted", "being adjusted"),
                            ("closed", "closed"),
                            ("evaluated", "evaluated"),
                            ("cancelled", "cancelled"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("design", "in design"),
                            ("ready", "ready to start"),
                            ("under_way", "under way"),
                            ("adjusted", "being adjusted"),
                            ("closed", "closed"),
                            ("evaluated", "evaluated"),
                            ("cancelled", "cancelled"),
                        ],
                        max_length=10,
                    ),
                ),
                ("on_day", models.DateField(verbose_name="day")),
                (
                    "acted_as",
                    models.CharField(
                        choices=[
                            ("team", "the team"),
                            ("requester", "the requester"),
                            ("committee", "the committee"),
                            ("partner", "the partner"),
                            ("nobody", "nobody"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="facility.action",
                        verbose_name="Action",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "step of an Action",
                "verbose_name_plural": "steps of Actions",
                "ordering": ["created_at"],
            },
        ),
        migrations.CreateModel(
            name="Activity",
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
                ("number", models.PositiveSmallIntegerField(default=0, verbose_name="number")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("scoping", "scoping mission"),
                            ("assessment", "needs assessment"),
                            ("thematic", "thematic session"),
                            ("workshop", "workshop"),
                            ("drafting", "drafting session"),
                            ("training", "training"),
                            ("study_visit", "study visit"),
                            ("remote", "remote support"),
                            ("consultation", "consultation"),
                            ("presentation", "presentation"),
                            ("conference", "conference"),
                        ],
                        max_length=15,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("objective", models.TextField(blank=True, verbose_name="objective")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("confirmed", "confirmed"),
                            ("held", "held"),
                            ("cancelled", "cancelled"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("is_remote", models.BooleanField(default=False, verbose_name="at a distance")),
                ("place", models.CharField(blank=True, max_length=150, verbose_name="place")),
                (
                    "languages",
                    models.CharField(blank=True, max_length=60, verbose_name="working languages"),
                ),
                (
                    "expected_participants",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="participants expected"
                    ),
                ),
                (
                    "n_experts",
                    models.PositiveSmallIntegerField(default=1, verbose_name="experts needed"),
                ),
                ("expertise", models.TextField(blank=True, verbose_name="expertise needed")),
                ("summary", models.TextField(blank=True, verbose_name="summary for the public")),
                ("mission_report", models.TextField(blank=True, verbose_name="mission report")),
                (
                    "reported_on",
                    models.DateField(blank=True, null=True, verbose_name="report handed in on"),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="facility.action",
                        verbose_name="Action",
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
                    "held_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.country",
                        verbose_name="country where it is held",
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
                "verbose_name": "activity",
                "verbose_name_plural": "activities",
                "ordering": ["action", "number", "starts_on", "pk"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["starts_on", "state"], name="facility_ac_starts__ee360b_idx"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="facility_activity_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("starts_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="facility_activity_ends_after_start",
                        violation_error_message="The end is before the start.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActivityChange",
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
                ("before", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
                ("reason", models.TextField(verbose_name="reason")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="facility.activity",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "change of an activity",
                "verbose_name_plural": "changes of activities",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
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
                ("on_day", models.DateField(verbose_name="day")),
                ("starts_at", models.TimeField(verbose_name="from")),
                ("ends_at", models.TimeField(blank=True, null=True, verbose_name="until")),
                ("title", models.CharField(max_length=250, verbose_name="item")),
                ("led_by", models.CharField(blank=True, max_length=150, verbose_name="led by")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agenda",
                        to="facility.activity",
                    ),
                ),
            ],
            options={
                "verbose_name": "agenda item",
                "verbose_name_plural": "agenda items",
                "ordering": ["activity", "on_day", "starts_at", "created_at"],
            },
        ),
        migrations.CreateModel(
            name="BudgetLine",
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
                    "category",
                    models.CharField(
                        choices=[
                            ("experts", "experts’ fees and allowances"),
                            ("travel", "travel and stay"),
                            ("events", "rooms, meals, equipment"),
                            ("interpreting", "interpreting and translation"),
                            ("printing", "printing and visibility"),
                            ("other", "other"),
                        ],
                        max_length=15,
                        verbose_name="category",
                    ),
                ),
                ("label", models.CharField(max_length=200, verbose_name="label")),
                (
                    "quantity",
                    models.DecimalField(
                        decimal_places=2, default=1, max_digits=10, verbose_name="quantity"
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=40, verbose_name="unit")),
                (
                    "unit_cost",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="unit cost"),
                ),
                (
                    "payer",
                    models.CharField(
                        choices=[
                            ("facility", "the facility"),
                            ("partner", "the partner, in kind or in cash"),
                            ("other", "another donor"),
                        ],
                        default="facility",
                        max_length=10,
                        verbose_name="paid by",
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="budget_lines",
                        to="facility.action",
                    ),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="budget_lines",
                        to="facility.activity",
                        verbose_name="activity",
                    ),
                ),
            ],
            options={
                "verbose_name": "budget line",
                "verbose_name_plural": "budget lines",
                "ordering": ["action", "category", "created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0), ("unit_cost__gte", 0)),
                        name="facility_budget_line_positive",
                        violation_error_message="A quantity is above zero, a cost is not below.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
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
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked")),
                ("last_read_on", models.DateField(blank=True, null=True, verbose_name="last read")),
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_feeds",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "calendar address",
                "verbose_name_plural": "calendar addresses",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="CommitteeReview",
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
                    "procedure",
                    models.CharField(
                        choices=[("written", "written procedure"), ("meeting", "meeting")],
                        max_length=8,
                        verbose_name="procedure",
                    ),
                ),
                ("opened_on", models.DateField(verbose_name="opened")),
                ("due_on", models.DateField(verbose_name="deadline")),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="meeting")),
                (
                    "recommendation",
                    models.CharField(
                        choices=[
                            ("approve", "approve"),
                            ("approve_if", "approve with conditions"),
                            ("hold", "put on hold"),
                            ("decline", "decline"),
                            ("abstain", "abstain"),
                        ],
                        default="approve",
                        max_length=10,
                        verbose_name="recommendation of the team",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("approved", "approved"),
                            ("on_hold", "put on hold"),
                            ("declined", "declined"),
                            ("recalled", "taken back by the team"),
                        ],
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                ("reasons", models.TextField(blank=True, verbose_name="reasons")),
                ("conditions", models.TextField(blank=True, verbose_name="conditions")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="decided on")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decision recorded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "committee review",
                "verbose_name_plural": "committee reviews",
                "ordering": ["-opened_on", "-created_at"],
            },
        ),
        migrations.CreateModel(
            name="CommitteeVoice",
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
                    "declared_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="declared"),
                ),
                (
                    "has_conflict",
                    models.BooleanField(blank=True, null=True, verbose_name="conflict of interest"),
                ),
                (
                    "conflict_note",
                    models.TextField(blank=True, verbose_name="nature of the conflict"),
                ),
                (
                    "vote",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("approve", "approve"),
                            ("approve_if", "approve with conditions"),
                            ("hold", "put on hold"),
                            ("decline", "decline"),
                            ("abstain", "abstain"),
                        ],
                        max_length=10,
                        verbose_name="vote",
                    ),
                ),
                ("comment", models.TextField(blank=True, verbose_name="comment")),
                ("voted_at", models.DateTimeField(blank=True, null=True, verbose_name="voted")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="member",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voices",
                        to="facility.committeereview",
                    ),
                ),
            ],
            options={
                "verbose_name": "voice in the committee",
                "verbose_name_plural": "voices in the committee",
                "ordering": ["review", "created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "member"), name="facility_voice_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("vote", ""), ("has_conflict", False), _connector="OR"),
                        name="facility_vote_without_conflict",
                        violation_error_message="Declare that you have no conflict of interest first.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Complementarity",
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
                ("donor", models.CharField(max_length=200, verbose_name="donor")),
                ("project", models.CharField(max_length=250, verbose_name="project")),
                ("note", models.TextField(blank=True, verbose_name="how the two fit together")),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complementarities",
                        to="facility.action",
                    ),
                ),
            ],
            options={
                "verbose_name": "complementary support",
                "verbose_name_plural": "complementary supports",
                "ordering": ["action", "created_at"],
            },
        ),
        migrations.CreateModel(
            name="Deployment",
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
                    "role",
                    models.CharField(
                        choices=[("lead", "team leader"), ("member", "member")],
                        default="member",
                        max_length=10,
                        verbose_name="part",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "asked to declare conflicts of interest"),
                            ("clear", "without conflict of interest"),
                            ("releasing", "release asked of the employer"),
                            ("ready", "ready to leave"),
                            ("done", "mission carried out"),
                            ("conflict", "conflict of interest"),
                            ("declined", "declined by the expert"),
                            ("not_released", "not released by the employer"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="asked",
                        max_length=15,
                        verbose_name="state",
                    ),
                ),
                ("asked_on", models.DateField(verbose_name="asked on")),
                (
                    "declared_on",
                    models.DateField(blank=True, null=True, verbose_name="declared on"),
                ),
                (
                    "conflict_note",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="what the conflict is"
                    ),
                ),
                (
                    "release_asked_on",
                    models.DateField(blank=True, null=True, verbose_name="release asked on"),
                ),
                (
                    "release_due_on",
                    models.DateField(blank=True, null=True, verbose_name="release awaited before"),
                ),
                (
                    "released_on",
                    models.DateField(blank=True, null=True, verbose_name="release granted on"),
                ),
                (
                    "mark",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=3,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="mark out of 5",
                    ),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deployments",
                        to="facility.activity",
                        verbose_name="activity",
                    ),
                ),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="facility_deployments",
                        to="roster.expertprofile",
                        verbose_name="expert",
                    ),
                ),
            ],
            options={
                "verbose_name": "deployment",
                "verbose_name_plural": "deployments",
                "ordering": ["activity", "role", "created_at"],
                "indexes": [models.Index(fields=["state"], name="facility_de_state_b72272_idx")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ("conflict", "declined", "not_released", "withdrawn")),
                            _negated=True,
                        ),
                        fields=("activity", "expert"),
                        name="facility_deployment_once_open",
                        violation_error_message="This expert is already in the team.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DeploymentStep",
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
                    "event",
                    models.CharField(
                        choices=[
                            ("declare_none", "no conflict of interest"),
                            ("declare_conflict", "conflict of interest"),
                            ("decline", "mission declined"),
                            ("ask_release", "release asked"),
                            ("grant_release", "release granted"),
                            ("refuse_release", "release refused"),
                            ("confirm", "mission confirmed"),
                            ("withdraw", "withdrawn"),
                            ("complete", "mission carried out"),
                        ],
                        max_length=20,
                        verbose_name="step",
                    ),
                ),
                (
                    "from_state",
                    models.CharField(
                        choices=[
                            ("asked", "asked to declare conflicts of interest"),
                            ("clear", "without conflict of interest"),
                            ("releasing", "release asked of the employer"),
                            ("ready", "ready to leave"),
                            ("done", "mission carried out"),
                            ("conflict", "conflict of interest"),
                            ("declined", "declined by the expert"),
                            ("not_released", "not released by the employer"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=15,
                        verbose_name="from",
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("asked", "asked to declare conflicts of interest"),
                            ("clear", "without conflict of interest"),
                            ("releasing", "release asked of the employer"),
                            ("ready", "ready to leave"),
                            ("done", "mission carried out"),
                            ("conflict", "conflict of interest"),
                            ("declined", "declined by the expert"),
                            ("not_released", "not released by the employer"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=15,
                        verbose_name="to",
                    ),
                ),
                ("on_day", models.DateField(verbose_name="on")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "deployment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="facility.deployment",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a deployment",
                "verbose_name_plural": "steps of deployments",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="DigestChoice",
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
                    "frequency",
                    models.CharField(
                        choices=[
                            ("never", "never"),
                            ("daily", "every day something is due"),
                            ("weekly", "every week"),
                            ("monthly", "every month"),
                        ],
                        default="weekly",
                        max_length=8,
                        verbose_name="letter of what is due",
                    ),
                ),
                ("told_until", models.DateField(blank=True, null=True)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="digest_choice",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "choice of reminders",
                "verbose_name_plural": "choices of reminders",
                "ordering": ["user"],
            },
        ),
        migrations.CreateModel(
            name="Evaluation",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("participants", "participants in an activity"),
                            ("experts", "experts of the Action"),
                            ("partner", "partner authority"),
                            ("follow_up", "partner authority, some time after the end"),
                        ],
                        max_length=12,
                        verbose_name="who answers",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("open", "open to answers"),
                            ("closed", "closed"),
                        ],
                        default="planned",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "months_after",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="months after the end"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="to be sent on")),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="sent on")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                ("link_number", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluations",
                        to="facility.action",
                        verbose_name="Action",
                    ),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluations",
                        to="facility.activity",
                        verbose_name="activity",
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
                    "criteria_sets",
                    models.ManyToManyField(
                        related_name="evaluations",
                        to="knowledge.criteriaset",
                        verbose_name="sets of criteria",
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
                "verbose_name": "evaluation",
                "verbose_name_plural": "evaluations",
                "ordering": ["due_on", "pk"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["state", "due_on"], name="facility_ev_state_5aae02_idx"),
                    models.Index(
                        fields=["programme", "due_on"], name="facility_ev_program_f65b22_idx"
                    ),
                    models.Index(
                        fields=["archived_at", "kind"], name="facility_ev_archive_fbb15b_idx"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="facility_evaluation_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("activity__isnull", False),
                            models.Q(("kind", "participants"), _negated=True),
                            _connector="OR",
                        ),
                        name="facility_evaluation_participants_of_activity",
                        violation_error_message="Say in which activity they took part.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EvaluationAnswer",
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
                ("marks", models.JSONField(default=dict, verbose_name="marks")),
                ("strength", models.TextField(blank=True, verbose_name="what was best")),
                ("wish", models.TextField(blank=True, verbose_name="what should change")),
                ("is_fictitious", models.BooleanField(default=False, verbose_name="fictitious")),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="facility.evaluation",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to an evaluation",
                "verbose_name_plural": "answers to evaluations",
                "ordering": ["evaluation", "created_at"],
            },
        ),
        migrations.CreateModel(
            name="EvaluationTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("n_marks", models.PositiveIntegerField(default=0)),
                ("sum_marks", models.PositiveIntegerField(default=0)),
                ("n_high", models.PositiveIntegerField(default=0)),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="knowledge.criterion",
                    ),
                ),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tallies",
                        to="facility.evaluation",
                    ),
                ),
            ],
            options={
                "verbose_name": "sum of marks",
                "verbose_name_plural": "sums of marks",
                "ordering": ["evaluation", "criterion"],
                "indexes": [
                    models.Index(
                        fields=["evaluation", "criterion", "n_marks", "sum_marks"],
                        name="facility_ev_evaluat_b75ac7_idx",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("evaluation", "criterion"), name="facility_tally_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ExpertiseRequest",
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
                ("number", models.CharField(max_length=20, verbose_name="number")),
                (
                    "title",
                    models.CharField(
                        max_length=200,
                        validators=[teranga.core.plain_text.validate_plain_line],
                        verbose_name="subject",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="fr", max_length=2, verbose_name="language of the request"
                    ),
                ),
                (
                    "requester_kind",
                    models.CharField(
                        choices=[
                            ("public_authority", "ministry or national authority"),
                            ("local_authority", "local authority"),
                            ("ombudsman", "ombudsman"),
                            ("parliament", "parliament"),
                            ("court", "judicial body"),
                            ("cso", "civil-society organisation"),
                            ("regional", "regional organisation"),
                        ],
                        max_length=20,
                        verbose_name="kind of requester",
                    ),
                ),
                (
                    "authority_name",
                    models.CharField(
                        max_length=250,
                        validators=[teranga.core.plain_text.validate_plain_line],
                        verbose_name="requesting authority",
                    ),
                ),
                (
                    "reach",
                    models.CharField(
                        choices=[
                            ("national", "one country"),
                            ("joint", "several countries together"),
                            ("regional", "a regional organisation, for its members"),
                        ],
                        default="national",
                        max_length=10,
                        verbose_name="for whom",
                    ),
                ),
                (
                    "regional_body",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="regional organisation"
                    ),
                ),
                ("context", models.TextField(blank=True, verbose_name="context")),
                ("need", models.TextField(blank=True, verbose_name="what is needed")),
                ("expected_result", models.TextField(blank=True, verbose_name="expected result")),
                (
                    "other_support",
                    models.TextField(blank=True, verbose_name="other support received or asked"),
                ),
                (
                    "wished_start_on",
                    models.DateField(blank=True, null=True, verbose_name="wished start"),
                ),
                (
                    "contact_name",
                    models.CharField(blank=True, max_length=150, verbose_name="contact"),
                ),
                (
                    "contact_function",
                    models.CharField(blank=True, max_length=150, verbose_name="function"),
                ),
                (
                    "contact_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                (
                    "contact_phone",
                    models.CharField(blank=True, max_length=40, verbose_name="telephone"),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("online", "online form"),
                            ("email", "e-mail"),
                            ("letter", "letter"),
                            ("delegation", "through an EU Delegation"),
                        ],
                        default="online",
                        max_length=10,
                        verbose_name="received by",
                    ),
                ),
                (
                    "link_digest",
                    models.CharField(blank=True, db_index=True, editable=False, max_length=64),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("screening", "in screening"),
                            ("incomplete", "waiting for the requester"),
                            ("committee", "before the committee"),
                            ("on_hold", "on hold"),
                            ("approved", "approved"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="received",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "holder",
                    models.CharField(
                        choices=[
                            ("team", "the team"),
                            ("requester", "the requester"),
                            ("committee", "the committee"),
                            ("partner", "the partner"),
                            ("nobody", "nobody"),
                        ],
                        default="team",
                        editable=False,
                        max_length=10,
                        verbose_name="whose turn",
                    ),
                ),
                ("received_on", models.DateField(verbose_name="received on")),
                (
                    "approved_on",
                    models.DateField(blank=True, null=True, verbose_name="approved on"),
                ),
                (
                    "step_since",
                    models.DateField(blank=True, null=True, verbose_name="in this state since"),
                ),
                ("step_due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                (
                    "instrument",
                    models.CharField(blank=True, max_length=60, verbose_name="funding instrument"),
                ),
                ("screening_note", models.TextField(blank=True, verbose_name="screening note")),
                (
                    "answer",
                    models.TextField(blank=True, verbose_name="reasons given to the requester"),
                ),
                ("conditions", models.TextField(blank=True, verbose_name="conditions")),
                (
                    "authority",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="expertise_requests",
                        to="directory.organisation",
                        verbose_name="entry of the directory",
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
                        related_name="expertise_requests",
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
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="followed by",
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
                        related_name="expertise_requests",
                        to="core.theme",
                        verbose_name="themes",
                    ),
                ),
            ],
            options={
                "verbose_name": "request for expertise",
                "verbose_name_plural": "requests for expertise",
                "ordering": ["-received_on", "-number"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["programme", "state", "step_due_on"],
                        name="facility_ex_program_5daf42_idx",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="facility_expertiserequest_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    ),
                    models.UniqueConstraint(
                        fields=("programme", "number"), name="facility_request_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_on__isnull", True),
                            ("approved_on__gte", models.F("received_on")),
                            _connector="OR",
                        ),
                        name="facility_request_approved_after_received",
                        violation_error_message="Approved before it was received.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EligibilityCheck",
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
                    "criterion",
                    models.CharField(
                        choices=[
                            ("country", "country or region open to the facility"),
                            ("instrument", "funding instrument"),
                            ("requester", "kind of requester"),
                            ("theme", "theme"),
                            ("double_funding", "no double funding"),
                        ],
                        max_length=15,
                        verbose_name="criterion",
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("met", "met"),
                            ("unclear", "to be clarified"),
                            ("not_met", "not met"),
                        ],
                        max_length=8,
                        verbose_name="verdict",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "expertise_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="facility.expertiserequest",
                        verbose_name="request",
                    ),
                ),
            ],
            options={
                "verbose_name": "eligibility check",
                "verbose_name_plural": "eligibility checks",
                "ordering": ["expertise_request", "created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("expertise_request", "criterion"), name="facility_check_once"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="committeereview",
            name="expertise_request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reviews",
                to="facility.expertiserequest",
                verbose_name="request",
            ),
        ),
        migrations.AddField(
            model_name="action",
            name="expertise_request",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="action",
                to="facility.expertiserequest",
                verbose_name="request",
            ),
        ),
        migrations.CreateModel(
            name="Participant",
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
                ("name", models.CharField(blank=True, max_length=150, verbose_name="name")),
                ("function", models.CharField(blank=True, max_length=150, verbose_name="function")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                (
                    "institution",
                    models.CharField(blank=True, max_length=250, verbose_name="institution"),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("political", "political"),
                            ("management", "management"),
                            ("technical", "technical"),
                            ("field", "front line"),
                            ("unknown", "not stated"),
                        ],
                        default="unknown",
                        max_length=12,
                        verbose_name="level",
                    ),
                ),
                (
                    "gender",
                    models.CharField(
                        choices=[
                            ("woman", "woman"),
                            ("man", "man"),
                            ("other", "other"),
                            ("not_stated", "not stated"),
                        ],
                        default="not_stated",
                        max_length=12,
                        verbose_name="gender",
                    ),
                ),
                ("attended", models.BooleanField(default=True, verbose_name="attended")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participants",
                        to="facility.activity",
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
            ],
            options={
                "verbose_name": "participant",
                "verbose_name_plural": "participants",
                "ordering": ["activity", "institution", "created_at"],
            },
        ),
        migrations.CreateModel(
            name="RequestDesk",
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
                    "introduction",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="introduction"
                    ),
                ),
                ("is_open", models.BooleanField(default=False, verbose_name="open to requests")),
                ("requester_kinds", models.JSONField(default=list, verbose_name="who may ask")),
                ("instruments", models.JSONField(default=list, verbose_name="funding instruments")),
                (
                    "days_to_screen",
                    models.PositiveSmallIntegerField(default=14, verbose_name="days to screen"),
                ),
                (
                    "days_to_answer",
                    models.PositiveSmallIntegerField(
                        default=14, verbose_name="days to answer a question"
                    ),
                ),
                (
                    "days_to_decide",
                    models.PositiveSmallIntegerField(default=21, verbose_name="days to decide"),
                ),
                (
                    "days_to_review",
                    models.PositiveSmallIntegerField(
                        default=14, verbose_name="days to review a sheet"
                    ),
                ),
                (
                    "months_to_ready",
                    models.PositiveSmallIntegerField(
                        default=3, verbose_name="months until ready to start"
                    ),
                ),
                (
                    "days_warned_before",
                    models.PositiveSmallIntegerField(default=7, verbose_name="days of warning"),
                ),
                (
                    "closed_groups",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="core.countrygroup",
                        verbose_name="groups of countries left out",
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.committee",
                        verbose_name="committee that decides",
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
                        related_name="+",
                        to="core.country",
                        verbose_name="countries open to requests",
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
                "verbose_name": "request desk",
                "verbose_name_plural": "request desks",
                "ordering": ["programme"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="facility_requestdesk_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("archived_at__isnull", True), ("is_open", True)),
                        fields=("programme",),
                        name="facility_one_open_desk",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RequestDraft",
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
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                ("answers", models.JSONField(default=dict, verbose_name="answers")),
                ("language", models.CharField(default="fr", max_length=2, verbose_name="language")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("writing", "being written"),
                            ("sent", "waiting for the e-mail address to be confirmed"),
                            ("filed", "filed"),
                        ],
                        default="writing",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft of a request",
                "verbose_name_plural": "drafts of requests",
                "ordering": ["-updated_at"],
            },
        ),
        migrations.CreateModel(
            name="RequestStep",
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
                    "event",
                    models.CharField(
                        choices=[
                            ("file", "filed"),
                            ("screen", "screening started"),
                            ("ask", "question put to the requester"),
                            ("answer", "answer of the requester"),
                            ("submit", "put to the committee"),
                            ("recall", "taken back from the committee"),
                            ("approve", "approved"),
                            ("hold", "put on hold"),
                            ("resume", "taken up again"),
                            ("decline", "declined by the committee"),
                            ("refuse", "not eligible"),
                            ("withdraw", "withdrawn"),
                            ("reopen", "opened again"),
                        ],
                        max_length=10,
                        verbose_name="event",
                    ),
                ),
                (
                    "from_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("received", "received"),
                            ("screening", "in screening"),
                            ("incomplete", "waiting for the requester"),
                            ("committee", "before the committee"),
                            ("on_hold", "on hold"),
                            ("approved", "approved"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("screening", "in screening"),
                            ("incomplete", "waiting for the requester"),
                            ("committee", "before the committee"),
                            ("on_hold", "on hold"),
                            ("approved", "approved"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                ("on_day", models.DateField(verbose_name="day")),
                (
                    "acted_as",
                    models.CharField(
                        choices=[
                            ("team", "the team"),
                            ("requester", "the requester"),
                            ("committee", "the committee"),
                            ("partner", "the partner"),
                            ("nobody", "nobody"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "expertise_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="facility.expertiserequest",
                        verbose_name="request",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a request",
                "verbose_name_plural": "steps of requests",
                "ordering": ["created_at"],
            },
        ),
        migrations.CreateModel(
            name="SheetComment",
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
                    "part",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("context", "Context and request"),
                            ("objective", "General objective"),
                            ("specific", "Specific objectives"),
                            ("results", "Expected results"),
                            ("logic", "Logic of intervention"),
                            ("institutions", "Institutional frame"),
                            ("beneficiaries", "Who benefits"),
                            ("risks", "Assumptions and risks"),
                            ("sustainability", "After the Action"),
                            ("visibility", "Communication and visibility"),
                        ],
                        max_length=15,
                        verbose_name="part",
                    ),
                ),
                ("text", models.TextField(verbose_name="comment")),
                (
                    "side",
                    models.CharField(
                        choices=[("team", "team"), ("partner", "partner")],
                        max_length=8,
                        verbose_name="side",
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="settled")),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheet_comments",
                        to="facility.action",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "focal_point",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="facility.actionfocalpoint",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment on an Action sheet",
                "verbose_name_plural": "comments on Action sheets",
                "ordering": ["created_at"],
            },
        ),
        migrations.CreateModel(
            name="SheetSection",
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
                    "part",
                    models.CharField(
                        choices=[
                            ("context", "Context and request"),
                            ("objective", "General objective"),
                            ("specific", "Specific objectives"),
                            ("results", "Expected results"),
                            ("logic", "Logic of intervention"),
                            ("institutions", "Institutional frame"),
                            ("beneficiaries", "Who benefits"),
                            ("risks", "Assumptions and risks"),
                            ("sustainability", "After the Action"),
                            ("visibility", "Communication and visibility"),
                        ],
                        max_length=15,
                        verbose_name="part",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="text")),
                (
                    "written_by",
                    models.CharField(
                        blank=True,
                        choices=[("team", "team"), ("partner", "partner")],
                        max_length=8,
                        verbose_name="last written by",
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sections",
                        to="facility.action",
                    ),
                ),
            ],
            options={
                "verbose_name": "part of an Action sheet",
                "verbose_name_plural": "parts of Action sheets",
                "ordering": ["action", "created_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("action", "part"), name="facility_section_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetVersion",
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
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("content", models.JSONField(default=dict)),
                ("sha256", models.CharField(max_length=64)),
                (
                    "handed_by",
                    models.CharField(
                        choices=[("team", "team"), ("partner", "partner")],
                        max_length=8,
                        verbose_name="handed over by",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="what changed")),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheet_versions",
                        to="facility.action",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "version of an Action sheet",
                "verbose_name_plural": "versions of Action sheets",
                "ordering": ["action", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("action", "number"), name="facility_version_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetAgreement",
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
                    "side",
                    models.CharField(
                        choices=[("team", "team"), ("partner", "partner")],
                        max_length=8,
                        verbose_name="side",
                    ),
                ),
                ("agreed_at", models.DateTimeField(verbose_name="agreed")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "focal_point",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="facility.actionfocalpoint",
                    ),
                ),
                (
                    "sheet_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="facility.sheetversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "agreement to an Action sheet",
                "verbose_name_plural": "agreements to Action sheets",
                "ordering": ["agreed_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sheet_version", "side"), name="facility_agreed_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SupportedPolicy",
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
                    teranga.core.translated.TranslatedField(default=dict, verbose_name="title"),
                ),
                ("code", models.SlugField(max_length=60, verbose_name="code")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("policy", "policy"),
                            ("strategy", "strategy"),
                            ("plan", "plan"),
                            ("action_plan", "action plan"),
                            ("roadmap", "roadmap"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("announced", "announced"),
                            ("finalised", "finalised"),
                            ("concluded", "drafting concluded"),
                            ("adopted", "adopted"),
                            ("launched", "launched"),
                        ],
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                (
                    "is_in_main_table",
                    models.BooleanField(default=True, verbose_name="in the source’s own table"),
                ),
                (
                    "dated_on",
                    teranga.core.partial_dates.PartialDateField(
                        blank=True, max_length=12, null=True, verbose_name="date"
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="policies",
                        to="facility.action",
                        verbose_name="Action",
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
            ],
            options={
                "verbose_name": "supported policy",
                "verbose_name_plural": "supported policies",
                "ordering": ["country", "code"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="facility_supportedpolicy_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    ),
                    models.UniqueConstraint(
                        fields=("programme", "code"), name="facility_policy_code"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TeamChoice",
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
                    "rank",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="rank of the proposal"
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason of the choice")),
                ("proposal", models.JSONField(default=dict, verbose_name="proposal")),
                ("chosen", models.JSONField(default=list, verbose_name="experts chosen")),
                ("chosen_on", models.DateField(verbose_name="chosen on")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="team_choices",
                        to="facility.activity",
                        verbose_name="activity",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "choice of a team",
                "verbose_name_plural": "choices of teams",
                "ordering": ["-created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rank", 1), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="facility_team_reason_beside_first_rank",
                        violation_error_message="Say why this team rather than the first one proposed.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TeamNeeds",
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
                    "language_level",
                    models.PositiveSmallIntegerField(
                        default=4,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(6),
                        ],
                        verbose_name="least level in a working language",
                    ),
                ),
                (
                    "min_years",
                    models.PositiveSmallIntegerField(
                        default=5, verbose_name="years of experience at least"
                    ),
                ),
                (
                    "n_southern",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(20)],
                        verbose_name="experts from the South at least",
                    ),
                ),
                (
                    "n_women",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(20)],
                        verbose_name="women at least",
                    ),
                ),
                (
                    "n_eu_government",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(20)],
                        verbose_name="EU government experts at least",
                    ),
                ),
                (
                    "n_national",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(20)],
                        verbose_name="experts with national experience at least",
                    ),
                ),
                (
                    "n_local",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(20)],
                        verbose_name="experts with local experience at least",
                    ),
                ),
                (
                    "n_senior",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(20)],
                        verbose_name="experts with 15 years or more at least",
                    ),
                ),
                (
                    "max_per_home",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MaxValueValidator(20)],
                        verbose_name="experts of one country at most",
                    ),
                ),
                (
                    "takes_non_eu_government",
                    models.BooleanField(default=True, verbose_name="non-EU government experts"),
                ),
                (
                    "takes_non_governmental",
                    models.BooleanField(default=True, verbose_name="non-governmental experts"),
                ),
                (
                    "paid_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(200)],
                        verbose_name="paid days of each expert",
                    ),
                ),
                (
                    "budget",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=10,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="fees of the team at most (EUR)",
                    ),
                ),
                (
                    "activity",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="team_needs",
                        to="facility.activity",
                        verbose_name="activity",
                    ),
                ),
            ],
            options={
                "verbose_name": "needs of a team",
                "verbose_name_plural": "needs of teams",
            },
        ),
        migrations.AddConstraint(
            model_name="committeereview",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outcome", "")),
                fields=("expertise_request",),
                name="facility_one_open_review",
            ),
        ),
    ]
