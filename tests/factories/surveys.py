"""Small questionnaires and answers, for tests."""

import hashlib
from itertools import count
from uuid import uuid4

from teranga.surveys.enums import QuestionnaireState, VersionState
from teranga.surveys.models import Questionnaire, QuestionnaireVersion
from teranga.surveys.queries.definitions import read_definition

_numbers = count(1)

XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"
 xmlns:teranga="https://teranga.example/xforms">
<h:head><h:title>{title}</h:title><model>
<itext><translation lang="Français (fr)" default="true()">
<text id="name"><value>Nom</value></text><text id="a"><value>Plaidoyer</value></text>
<text id="b"><value>Données</value></text></translation>
<translation lang="English (en)"><text id="name"><value>Name</value></text>
<text id="a"><value>Advocacy</value></text><text id="b"><value>Data</value></text></translation>
</itext>
<instance><data id="{form_id}" version="{version}"><start/><end/><about><name/><country/><themes/>
<members/><photo/></about><project jr:template=""><title/><amount/><site><town/></site></project>
<meta><instanceID/><deprecatedID/><instanceName/></meta></data></instance>
<instance id="themes"><themes><item><itextId>a</itextId><name>advocacy</name></item>
<item><itextId>b</itextId><name>data</name></item></themes></instance>
<bind nodeset="/data/start" jr:preload="timestamp" type="dateTime" jr:preloadParams="start"/>
<bind nodeset="/data/end" jr:preload="timestamp" type="dateTime" jr:preloadParams="end"/>
<bind nodeset="/data/about/name" type="string" required="true()" teranga:audience="public"/>
<bind nodeset="/data/about/country" type="string"/>
<bind nodeset="/data/about/themes" type="string" teranga:audience="network"/>
<bind nodeset="/data/about/members" type="int"/>
<bind nodeset="/data/about/photo" type="binary"/>
<bind nodeset="/data/project/title" type="string"/>
<bind nodeset="/data/project/amount" type="decimal"/>
<bind nodeset="/data/project/site/town" type="string"/>
</model></h:head>
<h:body><group ref="/data/about"><label>About</label>
<input ref="/data/about/name"><label ref="jr:itext('name')"/></input>
<input ref="/data/about/country"><label>Country</label></input>
<select ref="/data/about/themes"><label>Themes</label>
<itemset nodeset="instance('themes')/themes/item"><value ref="name"/>
<label ref="jr:itext(itextId)"/></itemset></select>
<input ref="/data/about/members"><label>Members</label></input>
<upload ref="/data/about/photo" mediatype="image/*"><label>Photo</label></upload></group>
<group ref="/data/project"><label>Projects</label><repeat nodeset="/data/project">
<input ref="/data/project/title"><label>Title</label></input>
<input ref="/data/project/amount"><label>Amount</label></input>
<group ref="/data/project/site"><input ref="/data/project/site/town"><label>Town</label></input>
</group>
</repeat></group></h:body></h:html>"""


def make_xform(form_id="test_form", version="1", title="Enquête"):
    return XFORM.format(form_id=form_id, version=version, title=title).encode()


def make_version(questionnaire, form_version="1", *, state=VersionState.PUBLISHED, xform=None):
    xform = xform or make_xform(questionnaire.form_id, form_version)
    definition = read_definition(xform)
    return QuestionnaireVersion.objects.create(
        questionnaire=questionnaire,
        form_version=definition.form_version,
        state=state,
        title=definition.title,
        source=xform,
        source_name="test.xml",
        source_sha256=hashlib.sha256(xform).hexdigest(),
        xform=xform,
        md5=hashlib.md5(xform).hexdigest(),
        sha256=hashlib.sha256(xform).hexdigest(),
        languages=definition.languages,
        questions=definition.questions,
        choices=definition.choices,
    )


def make_questionnaire(*, xform=None, **fields):
    """Return a questionnaire in use, with one version, open to the public and to links."""
    form_id = read_definition(xform).form_id if xform else f"test_form_{next(_numbers)}"
    fields = {
        "form_id": form_id,
        "title": {"fr": "Enquête", "en": "Survey"},
        "state": QuestionnaireState.PUBLISHED,
        "is_open_to_public": True,
        "is_open_to_invited": True,
        "country_question": "about/country",
    } | fields
    questionnaire = Questionnaire.objects.create(**fields)
    make_version(questionnaire, xform=xform)
    return questionnaire


def make_answer(form_id, *, version="1", instance_id=None, deprecated_id="", photo="", body=None):
    """Return the bytes of an answer."""
    instance_id = instance_id or f"uuid:{uuid4()}"
    if body is None:
        body = (
            "<start>2026-11-20T09:00:00.000+00:00</start><end>2026-11-20T09:20:00.000+00:00</end>"
            "<about><name>Association d’essai</name><country>SN</country>"
            f"<themes>advocacy data</themes><members>12</members><photo>{photo}</photo></about>"
            "<project><title>Un</title><amount>10.5</amount><site><town>Thiès</town></site></project>"
            "<project><title>Deux</title></project>"
        )
    deprecated = f"<deprecatedID>{deprecated_id}</deprecatedID>" if deprecated_id else ""
    return (
        f'<data id="{form_id}" version="{version}">{body}<meta>'
        f"<instanceID>{instance_id}</instanceID>{deprecated}"
        "<instanceName>Association d’essai</instanceName></meta></data>"
    ).encode()
