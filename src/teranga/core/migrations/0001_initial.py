import teranga.core.translated
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Attachment",
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
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("name", models.CharField(max_length=200, verbose_name="file name")),
                ("content_type", models.CharField(max_length=100, verbose_name="type")),
                ("size", models.PositiveBigIntegerField(verbose_name="size in bytes")),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("stored_as", models.CharField(editable=False, max_length=80, unique=True)),
                ("about_model", models.CharField(blank=True, max_length=60)),
                ("about_id", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "verbose_name": "attachment",
                "verbose_name_plural": "attachments",
                "ordering": ["-created_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AuditChain",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveBigIntegerField(default=0)),
                ("digest", models.CharField(default="", max_length=64)),
            ],
            options={
                "verbose_name": "audit chain",
                "verbose_name_plural": "audit chains",
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="when")),
                ("actor", models.UUIDField(null=True, verbose_name="who")),
                ("actor_label", models.CharField(max_length=120)),
                ("address", models.CharField(blank=True, max_length=45, verbose_name="from where")),
                ("address_salt", models.CharField(blank=True, max_length=32)),
                ("address_seal", models.CharField(blank=True, max_length=64)),
                ("reference", models.CharField(blank=True, max_length=32)),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("created", "created"),
                            ("changed", "changed"),
                            ("archived", "archived"),
                            ("restored", "restored"),
                            ("erased", "erased"),
                            ("deleted", "deleted"),
                            ("read", "personal data read"),
                            ("exported", "exported"),
                            ("signed_in", "signed in"),
                            ("sign_in_failed", "sign-in failed"),
                            ("signed_out", "signed out"),
                            ("refused", "access refused"),
                        ],
                        max_length=15,
                        verbose_name="what",
                    ),
                ),
                ("model", models.CharField(max_length=60)),
                ("object_id", models.CharField(max_length=64)),
                ("label", models.CharField(blank=True, max_length=200)),
                ("detail", models.JSONField(default=dict)),
                ("position", models.PositiveBigIntegerField(null=True, unique=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "verbose_name": "audit line",
                "verbose_name_plural": "audit lines",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Country",
            fields=[
                (
                    "alpha3",
                    models.CharField(
                        max_length=3, primary_key=True, serialize=False, verbose_name="ISO code"
                    ),
                ),
                ("alpha2", models.CharField(max_length=2, unique=True)),
                ("numeric", models.CharField(max_length=3, unique=True)),
            ],
            options={
                "verbose_name": "country",
                "verbose_name_plural": "countries",
                "ordering": ["alpha3"],
            },
        ),
        migrations.CreateModel(
            name="CountryGroup",
            fields=[
                ("code", models.SlugField(max_length=40, primary_key=True, serialize=False)),
                (
                    "name",
                    teranga.core.translated.TranslatedField(default=dict, verbose_name="name"),
                ),
                ("source", models.CharField(max_length=200, verbose_name="source")),
                ("is_verified", models.BooleanField(default=False, verbose_name="verified")),
            ],
            options={
                "verbose_name": "country group",
                "verbose_name_plural": "country groups",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="CountryGroupMembership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
            ],
            options={
                "verbose_name": "membership of a country group",
                "verbose_name_plural": "memberships of country groups",
                "ordering": ["group", "country"],
            },
        ),
        migrations.CreateModel(
            name="Job",
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
                ("kind", models.CharField(max_length=60, verbose_name="kind")),
                ("parameters", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("running", "running"),
                            ("done", "done"),
                            ("failed", "failed"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("n_done", models.PositiveIntegerField(default=0, verbose_name="done")),
                ("n_total", models.PositiveIntegerField(default=0, verbose_name="total")),
                ("message", models.CharField(blank=True, max_length=300, verbose_name="message")),
                ("result", models.JSONField(default=dict)),
                ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="started")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
            ],
            options={
                "verbose_name": "job",
                "verbose_name_plural": "jobs",
                "ordering": ["-created_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Language",
            fields=[
                ("code", models.CharField(max_length=8, primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "language",
                "verbose_name_plural": "languages",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=3, primary_key=True, serialize=False, verbose_name="M49 code"
                    ),
                ),
            ],
            options={
                "verbose_name": "region",
                "verbose_name_plural": "regions",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("model", models.CharField(max_length=60)),
                ("object_id", models.CharField(max_length=64)),
                ("url", models.CharField(max_length=300)),
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
                        max_length=10,
                    ),
                ),
                ("archived_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "search document",
                "verbose_name_plural": "search documents",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("code", models.SlugField(max_length=40, primary_key=True, serialize=False)),
                (
                    "title",
                    teranga.core.translated.TranslatedField(default=dict, verbose_name="title"),
                ),
                (
                    "publisher",
                    models.CharField(blank=True, max_length=200, verbose_name="publisher"),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year"),
                ),
                ("url", models.URLField(blank=True, verbose_name="link")),
            ],
            options={
                "verbose_name": "source",
                "verbose_name_plural": "sources",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Taxonomy",
            fields=[
                ("code", models.SlugField(max_length=40, primary_key=True, serialize=False)),
                (
                    "name",
                    teranga.core.translated.TranslatedField(default=dict, verbose_name="name"),
                ),
                ("source", models.CharField(max_length=300, verbose_name="source")),
            ],
            options={
                "verbose_name": "taxonomy",
                "verbose_name_plural": "taxonomies",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                ("code", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("number", models.CharField(blank=True, max_length=12, verbose_name="number")),
                (
                    "name",
                    teranga.core.translated.TranslatedField(default=dict, verbose_name="name"),
                ),
                ("position", models.PositiveIntegerField(default=0)),
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
                    ),
                ),
                ("is_verified", models.BooleanField(default=True, verbose_name="verified")),
            ],
            options={
                "verbose_name": "theme",
                "verbose_name_plural": "themes",
                "ordering": ["taxonomy", "position", "code"],
            },
        ),
        migrations.CreateModel(
            name="ThemeMapping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("exact", "same as"),
                            ("close", "close to"),
                            ("broad", "broader than"),
                            ("narrow", "narrower than"),
                        ],
                        max_length=8,
                        verbose_name="relation",
                    ),
                ),
                ("source", models.CharField(max_length=300, verbose_name="source")),
            ],
            options={
                "verbose_name": "theme mapping",
                "verbose_name_plural": "theme mappings",
                "ordering": ["origin", "target"],
            },
        ),
    ]
