import django.db.models.deletion
import teranga.core.partial_dates
import teranga.core.translated
import teranga.directory.models.plain_text
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
            name="Committee",
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
                            ("steering", "steering committee"),
                            ("national", "national committee of civil-society organisations"),
                            ("technical", "technical committee"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
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
                "verbose_name": "committee",
                "verbose_name_plural": "committees",
                "ordering": ["programme", "kind", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="directory_committee_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
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
                    "name",
                    models.CharField(
                        max_length=250,
                        validators=[teranga.directory.models.plain_text.validate_plain_line],
                        verbose_name="name",
                    ),
                ),
                (
                    "acronym",
                    models.CharField(
                        blank=True,
                        max_length=60,
                        validators=[teranga.directory.models.plain_text.validate_plain_line],
                        verbose_name="acronym",
                    ),
                ),
                (
                    "other_names",
                    models.CharField(
                        blank=True,
                        max_length=400,
                        validators=[teranga.directory.models.plain_text.validate_plain_line],
                        verbose_name="other spellings",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cso", "civil-society organisation"),
                            ("international_ngo", "international non-governmental organisation"),
                            ("diaspora", "diaspora organisation"),
                            ("administration", "public administration"),
                            ("local_authority", "local authority"),
                            ("statistics", "statistical office"),
                            ("observatory", "observatory"),
                            ("research", "university or research centre"),
                            ("union", "trade union"),
                            ("media", "media"),
                            ("regional", "regional organisation"),
                            ("international", "international organisation"),
                            ("operator", "operator"),
                            ("donor", "donor"),
                            ("consultant", "consultant"),
                            ("other", "other"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "kind_basis",
                    models.CharField(
                        choices=[
                            ("explicit", "stated by the source"),
                            ("deduced", "deduced from the source"),
                            ("unknown", "not known"),
                        ],
                        default="explicit",
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("local", "local"),
                            ("national", "national"),
                            ("regional", "regional"),
                            ("international", "international"),
                            ("unknown", "not known"),
                        ],
                        default="unknown",
                        max_length=15,
                        verbose_name="level of action",
                    ),
                ),
                (
                    "city",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        validators=[teranga.directory.models.plain_text.validate_plain_line],
                        verbose_name="town",
                    ),
                ),
                (
                    "description",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="what it does"
                    ),
                ),
                (
                    "founded_on",
                    teranga.core.partial_dates.PartialDateField(
                        blank=True, max_length=12, null=True, verbose_name="founded"
                    ),
                ),
                ("website", models.URLField(blank=True, verbose_name="website")),
                ("latitude", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                ("longitude", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("exact", "exact position"),
                            ("town", "centre of the town"),
                            ("country", "somewhere in the country"),
                        ],
                        default="country",
                        max_length=10,
                        verbose_name="precision",
                    ),
                ),
                (
                    "confirmed_on",
                    models.DateField(blank=True, null=True, verbose_name="confirmed on"),
                ),
                (
                    "submission",
                    models.CharField(
                        blank=True, db_index=True, max_length=120, verbose_name="submission"
                    ),
                ),
                (
                    "awaits_review",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="to be reviewed"
                    ),
                ),
                ("folded_name", models.TextField(db_index=True, editable=False)),
                ("search_text", models.TextField(editable=False)),
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
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="directory.organisation",
                        verbose_name="part of",
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
                        related_name="organisations",
                        to="core.theme",
                        verbose_name="themes",
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
                "ordering": ["folded_name", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="directory_organisation_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="directory_organisation_named",
                        violation_error_message="Write the name of the organisation.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                            models.Q(
                                ("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))
                            ),
                            _connector="OR",
                        ),
                        name="directory_organisation_placed_on_earth",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FocalPointSeat",
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
                            ("strategic", "strategic focal point"),
                            ("operational", "operational focal point"),
                            ("thematic", "thematic contact point"),
                            ("national", "national focal point"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "opened_on",
                    teranga.core.partial_dates.PartialDateField(
                        blank=True, max_length=12, null=True, verbose_name="open since"
                    ),
                ),
                (
                    "closed_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="closed"),
                ),
                (
                    "when_empty",
                    models.CharField(
                        choices=[
                            ("vacant", "vacant"),
                            ("unnamed", "holder not named by the source"),
                            ("unknown", "perhaps vacant"),
                        ],
                        default="vacant",
                        max_length=8,
                        verbose_name="when no holder is recorded",
                    ),
                ),
                (
                    "note",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="note"
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
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.theme",
                        verbose_name="theme",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="focal_point_seats",
                        to="directory.organisation",
                        verbose_name="institution",
                    ),
                ),
            ],
            options={
                "verbose_name": "focal-point seat",
                "verbose_name_plural": "focal-point seats",
                "ordering": ["programme", "country", "kind", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="directory_focalpointseat_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FactSheet",
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
                ("facts", models.JSONField(default=dict, verbose_name="answers")),
                ("is_fictitious", models.BooleanField(default=False, verbose_name="fictitious")),
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="directory.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "sheet of answers",
                "verbose_name_plural": "sheets of answers",
                "ordering": ["organisation", "visibility"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="directory_factsheet_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "visibility"),
                        name="directory_factsheet_once_for_each_reader",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EntryLink",
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
                ("expires_on", models.DateField(verbose_name="opens until")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                (
                    "last_used_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="last used"),
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="directory.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "personal link of an organisation",
                "verbose_name_plural": "personal links of organisations",
                "ordering": ["-created_at"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="directory_entrylink_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EntryChange",
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
                ("before", models.JSONField(default=dict, verbose_name="before")),
                ("proposed", models.JSONField(default=dict, verbose_name="proposed")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "waits for a moderator"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
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
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="directory.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "change asked for",
                "verbose_name_plural": "changes asked for",
                "ordering": ["created_at"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="directory_entrychange_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationConsent",
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
                    "scope",
                    models.CharField(
                        choices=[
                            ("sheet", "its name, kind, fields of action and publics"),
                            ("town", "its town"),
                            ("exact_position", "the exact position of its head office"),
                            ("contacts", "its website, e-mail and telephone"),
                            ("networks", "the networks it belongs to"),
                            ("links", "the kinds of institutions it has relations with"),
                            ("needs", "its training needs and the skills it shares"),
                            (
                                "authorities",
                                "its entry, to the focal points of public institutions",
                            ),
                        ],
                        max_length=20,
                        verbose_name="what",
                    ),
                ),
                ("is_granted", models.BooleanField(default=False, verbose_name="agreed")),
                ("given_on", models.DateField(verbose_name="given on")),
                ("wording", models.CharField(max_length=60, verbose_name="wording")),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("mapping", "mapping questionnaire"),
                            ("own_page", "the organisation itself, on its own page"),
                            ("team", "programme team"),
                        ],
                        max_length=10,
                        verbose_name="said through",
                    ),
                ),
                (
                    "reference",
                    models.CharField(blank=True, max_length=120, verbose_name="submission"),
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="directory.organisation",
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
                "verbose_name": "consent of an organisation",
                "verbose_name_plural": "consents of organisations",
                "ordering": ["organisation", "given_on", "created_at"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["organisation", "scope"], name="directory_o_organis_3d2319_idx"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="directory_organisationconsent_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
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
                    "given_name",
                    models.CharField(
                        blank=True,
                        max_length=100,
                        validators=[teranga.directory.models.plain_text.validate_plain_line],
                        verbose_name="given name",
                    ),
                ),
                (
                    "family_name",
                    models.CharField(
                        max_length=100,
                        validators=[teranga.directory.models.plain_text.validate_plain_line],
                        verbose_name="family name",
                    ),
                ),
                ("language", models.CharField(default="fr", max_length=2, verbose_name="language")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "erased_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="erased"
                    ),
                ),
                (
                    "account",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="person",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
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
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
                "ordering": ["family_name", "given_name", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="directory_person_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Mandate",
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
                    models.CharField(
                        max_length=150,
                        validators=[teranga.directory.models.plain_text.validate_plain_line],
                        verbose_name="function",
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="directory.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="directory.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "mandate",
                "verbose_name_plural": "mandates",
                "ordering": ["-starts_on", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="directory_mandate_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FocalPoint",
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
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
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
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holders",
                        to="directory.focalpointseat",
                        verbose_name="seat",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="focal_points",
                        to="directory.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "focal point",
                "verbose_name_plural": "focal points",
                "ordering": ["-starts_on", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="directory_focalpoint_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("archived_at__isnull", True), ("ends_on__isnull", True)
                        ),
                        fields=("seat",),
                        name="directory_focal_point_one_at_a_time",
                        violation_error_message="This seat is already held: end the present mandate first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="directory_focal_point_ends_after_start",
                        violation_error_message="The end is before the start.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("email", "e-mail"),
                            ("phone", "telephone"),
                            ("address", "postal address"),
                            ("website", "website"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "value",
                    models.CharField(
                        max_length=300,
                        validators=[teranga.directory.models.plain_text.validate_plain_line],
                        verbose_name="contact",
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        blank=True,
                        max_length=100,
                        validators=[teranga.directory.models.plain_text.validate_plain_line],
                        verbose_name="what it is for",
                    ),
                ),
                (
                    "consent",
                    models.CharField(
                        choices=[
                            ("storage", "keep my data to run the network"),
                            ("network", "show my data to the members of the network"),
                            ("public", "show my data to the public"),
                        ],
                        default="storage",
                        max_length=10,
                        verbose_name="consent",
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
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="directory.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="directory.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact detail",
                "verbose_name_plural": "contact details",
                "ordering": ["kind", "created_at"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="directory_contact_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organisation__isnull", False), ("person__isnull", True)),
                            models.Q(("organisation__isnull", True), ("person__isnull", False)),
                            _connector="OR",
                        ),
                        name="directory_contact_has_one_holder",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("visibility", "public"), _negated=True),
                                ("consent", "public"),
                                _connector="OR",
                            ),
                            models.Q(
                                ("visibility__in", ["public", "private"]),
                                ("consent__in", ["network", "public"]),
                                _connector="OR",
                            ),
                        ),
                        name="directory_contact_within_consent",
                        violation_error_message="The holder has not agreed to show this so widely.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommitteeMembership",
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
                ("is_chair", models.BooleanField(default=False, verbose_name="chairs")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="directory.committee",
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="committee_memberships",
                        to="directory.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "represented_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.organisation",
                        verbose_name="represented by",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "committee membership",
                "verbose_name_plural": "committee memberships",
                "ordering": ["committee", "-is_chair", "created_at"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="directory_committeemembership_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("archived_at__isnull", True), ("ends_on__isnull", True)
                        ),
                        fields=("committee", "organisation"),
                        name="directory_committee_member_once",
                        violation_error_message="This organisation already sits in the committee.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("starts_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="directory_committee_member_ends_after_start",
                        violation_error_message="The end is before the start.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetImport",
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
                "verbose_name": "import",
                "verbose_name_plural": "imports",
                "ordering": ["-created_at"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="directory_sheetimport_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TwinProposal",
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
                ("likeness", models.PositiveSmallIntegerField(default=0, verbose_name="likeness")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "to be looked at"),
                            ("merged", "merged"),
                            ("distinct", "two different organisations"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                ("effects", models.JSONField(default=dict, editable=False)),
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
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="twins",
                        to="directory.organisation",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="twins_of",
                        to="directory.organisation",
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
                "verbose_name": "possible double",
                "verbose_name_plural": "possible doubles",
                "ordering": ["-likeness", "created_at"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="directory_twinproposal_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    ),
                    models.UniqueConstraint(fields=("kept", "other"), name="directory_twin_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kept", models.F("other")), _negated=True),
                        name="directory_twin_of_another",
                    ),
                ],
            },
        ),
    ]
