from itertools import count

from teranga.directory.models import Organisation, Person

_numbers = count(1)


def make_organisation(**fields):
    number = next(_numbers)
    fields = {"name": f"Organisation {number}", "kind": "cso", "visibility": "public"} | fields
    return Organisation.objects.create(**fields)


def make_person(**fields):
    fields = {"family_name": f"Nom-{next(_numbers)}", "visibility": "private"} | fields
    return Person.objects.create(**fields)
