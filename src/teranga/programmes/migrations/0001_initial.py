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
        ("core", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Component",
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
                    "name",
                    teranga.core.translated.TranslatedField(default=dict, verbose_name="name"),
                ),
                (
                    "summary",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="summary"
                    ),
                ),
                (
                    "lead",
                    models.CharField(blank=True, max_length=200, verbose_name="lead organisation"),
                ),
                (
                    "starts_on",
                    teranga.core.partial_dates.PartialDateField(
                        blank=True, max_length=12, null=True, verbose_name="starts"
                    ),
                ),
                (
                    "ends_on",
                    teranga.core.partial_dates.PartialDateField(
                        blank=True, max_length=12, null=True, verbose_name="ends"
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
                "verbose_name": "component",
                "verbose_name_plural": "components",
                "ordering": ["programme", "code"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Donor",
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
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("acronym", models.CharField(blank=True, max_length=40, verbose_name="acronym")),
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
                "verbose_name": "donor",
                "verbose_name_plural": "donors",
                "ordering": ["name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Programme",
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
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="code")),
                ("acronym", models.CharField(max_length=40, verbose_name="acronym")),
                (
                    "name",
                    teranga.core.translated.TranslatedField(default=dict, verbose_name="name"),
                ),
                (
                    "summary",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="summary"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cooperation", "cooperation programme"),
                            ("facility", "on-demand expertise facility"),
                            ("dialogue", "intergovernmental dialogue"),
                            ("network", "civil-society network"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("operator", models.CharField(blank=True, max_length=200, verbose_name="operator")),
                (
                    "starts_on",
                    teranga.core.partial_dates.PartialDateField(
                        blank=True, max_length=12, null=True, verbose_name="starts"
                    ),
                ),
                (
                    "ends_on",
                    teranga.core.partial_dates.PartialDateField(
                        blank=True, max_length=12, null=True, verbose_name="ends"
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
                        related_name="programmes",
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
            ],
            options={
                "verbose_name": "programme",
                "verbose_name_plural": "programmes",
                "ordering": ["acronym"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="programmes_programme_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Phase",
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
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "name",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="name"
                    ),
                ),
                (
                    "starts_on",
                    teranga.core.partial_dates.PartialDateField(
                        blank=True, max_length=12, null=True, verbose_name="starts"
                    ),
                ),
                (
                    "ends_on",
                    teranga.core.partial_dates.PartialDateField(
                        blank=True, max_length=12, null=True, verbose_name="ends"
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
                "verbose_name": "phase",
                "verbose_name_plural": "phases",
                "ordering": ["programme", "number"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="programmes_phase_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    ),
                    models.UniqueConstraint(
                        fields=("programme", "number"), name="programmes_phase_number"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Funding",
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
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=16,
                        null=True,
                        verbose_name="amount",
                    ),
                ),
                ("currency", models.CharField(blank=True, max_length=3, verbose_name="currency")),
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
                    "donor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fundings",
                        to="programmes.donor",
                        verbose_name="donor",
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
                "verbose_name": "funding",
                "verbose_name_plural": "fundings",
                "ordering": ["programme", "donor"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="programmes_funding_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__isnull", True),
                            models.Q(("currency", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="programmes_funding_amount_has_currency",
                        violation_error_message="Give the currency of the amount.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="donor",
            name="programme",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.programme",
                verbose_name="programme",
            ),
        ),
        migrations.AddField(
            model_name="component",
            name="programme",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.programme",
                verbose_name="programme",
            ),
        ),
        migrations.CreateModel(
            name="PublishedFigure",
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
                ("code", models.SlugField(max_length=80, verbose_name="code")),
                (
                    "family",
                    models.CharField(
                        choices=[
                            ("portfolio", "The portfolio"),
                            ("themes", "Actions by theme"),
                            ("regions", "Actions by region"),
                            ("experts", "Experts"),
                            ("states", "Government experts by Member State"),
                            ("roundtables", "Round tables"),
                            ("organisations", "Organisations"),
                            ("context", "The world around"),
                            ("later", "Published later"),
                        ],
                        max_length=20,
                        verbose_name="family",
                    ),
                ),
                (
                    "label",
                    teranga.core.translated.TranslatedField(default=dict, verbose_name="label"),
                ),
                (
                    "value",
                    models.DecimalField(decimal_places=2, max_digits=18, verbose_name="value"),
                ),
                (
                    "value_to",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=18, null=True, verbose_name="up to"
                    ),
                ),
                (
                    "unit",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="unit"
                    ),
                ),
                (
                    "bound",
                    models.CharField(
                        choices=[
                            ("exact", "exactly"),
                            ("about", "about"),
                            ("at_least", "more than"),
                            ("at_most", "up to"),
                        ],
                        default="exact",
                        max_length=8,
                        verbose_name="bound",
                    ),
                ),
                ("as_of", models.CharField(blank=True, max_length=40, verbose_name="as of")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "contradiction",
                    teranga.core.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="contradiction"
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
                "verbose_name": "published figure",
                "verbose_name_plural": "published figures",
                "ordering": ["programme", "family", "position"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="programmes_publishedfigure_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    ),
                    models.UniqueConstraint(
                        fields=("programme", "code"), name="programmes_figure_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value_to__isnull", True),
                            ("value_to__gt", models.F("value")),
                            _connector="OR",
                        ),
                        name="programmes_figure_range_goes_up",
                        violation_error_message="The end of the range is below its start.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceRemark",
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
                ("code", models.SlugField(max_length=80, verbose_name="code")),
                (
                    "subject",
                    teranga.core.translated.TranslatedField(default=dict, verbose_name="subject"),
                ),
                (
                    "text",
                    teranga.core.translated.TranslatedField(default=dict, verbose_name="remark"),
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
                "verbose_name": "remark on a source",
                "verbose_name_plural": "remarks on sources",
                "ordering": ["programme", "position", "code"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                            ("programme__isnull", False),
                            _connector="OR",
                        ),
                        name="programmes_sourceremark_shared_has_programme",
                        violation_error_message="Say which programme or committee it is shared with.",
                    ),
                    models.UniqueConstraint(
                        fields=("programme", "code"), name="programmes_remark_code"
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="donor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                    ("programme__isnull", False),
                    _connector="OR",
                ),
                name="programmes_donor_shared_has_programme",
                violation_error_message="Say which programme or committee it is shared with.",
            ),
        ),
        migrations.AddConstraint(
            model_name="component",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("visibility__in", ["programme", "committee"]), _negated=True),
                    ("programme__isnull", False),
                    _connector="OR",
                ),
                name="programmes_component_shared_has_programme",
                violation_error_message="Say which programme or committee it is shared with.",
            ),
        ),
        migrations.AddConstraint(
            model_name="component",
            constraint=models.UniqueConstraint(
                fields=("programme", "code"), name="programmes_component_code"
            ),
        ),
    ]
