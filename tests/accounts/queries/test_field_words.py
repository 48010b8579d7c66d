from django.utils.translation import override

from teranga.accounts.queries.field_words import kind_of, label_of
from teranga.core.contributions import shelves


def said(language):
    with override(language):
        return [
            (str(kind_of(part.model)), [str(label_of(part.model, name)) for name in part.fields])
            for part in shelves.personal_data
        ]


def test_what_is_held_on_a_person_is_named_in_their_language():
    """A library that names its columns in English would leave them so in every language."""
    same = [
        (kind, label)
        for (kind, labels), (_, others) in zip(said("fr"), said("ar"), strict=True)
        for label, other in zip(labels, others, strict=True)
        if label == other
    ]

    assert same == []
