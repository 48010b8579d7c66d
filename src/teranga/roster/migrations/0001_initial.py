import django.core.validators
import django.db.models.deletion
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
        ("programmes", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExpertProfile",
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
                (
                    "code",
                    models.CharField(
                        max_length=20,
                        unique=True,
                        validators=[teranga.core.plain_text.validate_plain_line],
                        verbose_name="code",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("eu_government", "EU government"),
                            ("non_eu_government", "non-EU government"),
                            ("non_governmental", "non-governmental"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "is_southern",
                    models.BooleanField(default=False, verbose_name="expert from the South"),
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
                        max_length=10,
                        verbose_name="gender",
                    ),
                ),
                (
                    "years_of_practice",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(60)],
                        verbose_name="years of experience",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("national", "national level"),
                            ("local", "local level"),
                            ("both", "national and local levels"),
                        ],
                        default="national",
                        max_length=10,
                        verbose_name="level of experience",
                    ),
                ),
                (
                    "job_title",
                    models.CharField(
                        blank=True,
                        max_length=150,
                        validators=[teranga.core.plain_text.validate_plain_line],
                        verbose_name="function",
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="experience in a few words"
                    ),
                ),
                (
                    "cost_per_day",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=8,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="cost of a day (EUR)",
                    ),
                ),
                (
                    "missions_a_year",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[django.core.validators.MaxValueValidator(20)],
                        verbose_name="missions a year at most",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "being written"),
                            ("submitted", "to be vetted"),
                            ("active", "in the roster"),
                            ("suspended", "suspended"),
                            ("refused", "not accepted"),
                            ("expired", "to be confirmed by the expert"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "team_note",
                    models.TextField(blank=True, max_length=2000, verbose_name="note for the team"),
                ),
                ("consented_on", models.DateField(blank=True, null=True, verbose_name="agreed on")),
                (
                    "keep_months",
                    models.PositiveSmallIntegerField(
                        choices=[(12, "12 months"), (24, "24 months")],
                        default=12,
                        verbose_name="data kept for",
                    ),
                ),
                (
                    "expires_on",
                    models.DateField(
                        blank=True, db_index=True, null=True, verbose_name="to be confirmed before"
                    ),
                ),
                (
                    "reminded_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="reminded"
                    ),
                ),
                ("link_number", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "is_fictitious",
                    models.BooleanField(default=False, editable=False, verbose_name="fictitious"),
                ),
                (
                    "erased_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="erased"
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
                    "countries_known",
                    models.ManyToManyField(
                        blank=True,
                        related_name="experts_knowing",
                        to="core.country",
                        verbose_name="countries known",
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
                    "employer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="experts",
                        to="directory.organisation",
                        verbose_name="employer",
                    ),
                ),
                (
                    "home_country",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.country",
                        verbose_name="country of the employer",
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
                    "person",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="expert_profile",
                        to="directory.person",
                        verbose_name="person",
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
                    "themes",
                    models.ManyToManyField(
                        blank=True, related_name="experts", to="core.theme", verbose_name="themes"
                    ),
                ),
            ],
            options={
                "verbose_name": "expert profile",
                "verbose_name_plural": "expert profiles",
                "ordering": ["code"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["state", "kind"], name="roster_expe_state_e979fc_idx"),
                    models.Index(
                        fields=["programme", "code"], name="roster_expe_program_dadaa9_idx"
                    ),
                    models.Index(
                        fields=["programme", "state"], name="roster_expe_program_5d9f2a_idx"
                    ),
                    models.Index(
                        fields=[
                            "state",
                            "archived_at",
                            "kind",
                            "gender",
                            "home_country",
                            "is_fictitious",
                        ],
                        name="roster_expert_counted",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="roster_expertprofile_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "active"), _negated=True),
                            models.Q(
                                ("consented_on__isnull", False), ("expires_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="roster_expert_active_with_consent",
                        violation_error_message="An expert is in the roster only with their consent.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExpertLanguage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "A1"), (2, "A2"), (3, "B1"), (4, "B2"), (5, "C1"), (6, "C2")],
                        verbose_name="level",
                    ),
                ),
                (
                    "language",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.language",
                        verbose_name="language",
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="languages",
                        to="roster.expertprofile",
                    ),
                ),
            ],
            options={
                "verbose_name": "language of an expert",
                "verbose_name_plural": "languages of experts",
                "ordering": ["-level", "language"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("profile", "language"), name="roster_language_once_a_profile"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AvailabilityPeriod",
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
                            ("unavailable", "not available"),
                            ("remote_only", "available at a distance only"),
                        ],
                        max_length=12,
                        verbose_name="what",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(verbose_name="until")),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="periods",
                        to="roster.expertprofile",
                    ),
                ),
            ],
            options={
                "verbose_name": "period of availability",
                "verbose_name_plural": "periods of availability",
                "ordering": ["starts_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="roster_period_ends_after_start",
                        violation_error_message="The end is before the start.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Nomination",
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
                ("statement", models.TextField(max_length=2000, verbose_name="why this person")),
                ("nominated_on", models.DateField(verbose_name="nominated on")),
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
                        to="directory.organisation",
                        verbose_name="administration",
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
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
                        to="roster.expertprofile",
                        verbose_name="profile",
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
                "verbose_name": "nomination",
                "verbose_name_plural": "nominations",
                "ordering": ["-nominated_on", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="roster_nomination_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PastDeployment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=200, verbose_name="mission")),
                (
                    "reference",
                    models.CharField(blank=True, max_length=60, verbose_name="reference"),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(verbose_name="until")),
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
                ("is_fictitious", models.BooleanField(default=False, verbose_name="fictitious")),
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
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deployments",
                        to="roster.expertprofile",
                    ),
                ),
            ],
            options={
                "verbose_name": "past deployment",
                "verbose_name_plural": "past deployments",
                "ordering": ["-starts_on", "pk"],
                "indexes": [
                    models.Index(fields=["starts_on"], name="roster_past_starts__9c3bf3_idx")
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterImport",
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
                ("header", models.JSONField(default=list)),
                ("rows", models.JSONField(default=list, verbose_name="rows")),
                ("first_row_number", models.PositiveIntegerField(default=2)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("rehearsed", "rehearsed, nothing written yet"),
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
                "verbose_name": "import of experts",
                "verbose_name_plural": "imports of experts",
                "ordering": ["-created_at"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="roster_rosterimport_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VettingStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("submit", "submit for vetting"),
                            ("accept", "accept in the roster"),
                            ("ask_changes", "ask for changes"),
                            ("refuse", "do not accept"),
                            ("suspend", "suspend"),
                            ("resume", "bring back"),
                            ("withdraw", "withdraw from the roster"),
                            ("expire", "data out of date"),
                            ("confirm", "confirm that the data are right"),
                        ],
                        max_length=12,
                        verbose_name="step",
                    ),
                ),
                (
                    "state_before",
                    models.CharField(
                        choices=[
                            ("draft", "being written"),
                            ("submitted", "to be vetted"),
                            ("active", "in the roster"),
                            ("suspended", "suspended"),
                            ("refused", "not accepted"),
                            ("expired", "to be confirmed by the expert"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=10,
                        verbose_name="from",
                    ),
                ),
                (
                    "state_after",
                    models.CharField(
                        choices=[
                            ("draft", "being written"),
                            ("submitted", "to be vetted"),
                            ("active", "in the roster"),
                            ("suspended", "suspended"),
                            ("refused", "not accepted"),
                            ("expired", "to be confirmed by the expert"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=10,
                        verbose_name="to",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="roster.expertprofile",
                    ),
                ),
            ],
            options={
                "verbose_name": "vetting step",
                "verbose_name_plural": "vetting steps",
                "ordering": ["-at", "-pk"],
            },
        ),
    ]
