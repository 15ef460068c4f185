"""A dossier had one paper; now it has a municipality and a call of its own, and papers that were taken in."""

from django.db import migrations


def take(apps, schema_editor):
    Dossier = apps.get_model("dossier", "Dossier")
    DossierPaper = apps.get_model("dossier", "DossierPaper")
    taken = set()
    for dossier in Dossier.objects.select_related("case", "call_version", "paper").order_by("pk"):
        paper = dossier.paper
        proposals = [c for c in dossier.call_version.content["clauses"] if c["type"] == "one_proposal"]
        places = range(1, (proposals[0]["most"] if proposals else 0) + 1)
        key = (dossier.case.municipality_id, dossier.call_version.call_id)
        dossier.slot = next((place for place in places if (*key, place) not in taken), None)
        taken.add((*key, dossier.slot))
        dossier.practice = bool(proposals) and dossier.slot is None
        dossier.municipality_id, dossier.call_id = key
        dossier.started_by_id = paper.uploaded_by_id
        dossier.breaches, dossier.warnings, dossier.notes = paper.breaches, paper.warnings, paper.notes
        dossier.subsidy, dossier.total = paper.subsidy, paper.total
        dossier.save()
        DossierPaper.objects.create(
            dossier=dossier, paper=paper, taken_at=dossier.started_at, taken_by_id=paper.uploaded_by_id
        )


class Migration(migrations.Migration):
    dependencies = [("dossier", "0002_the_writing_desk")]
    operations = [migrations.RunPython(take, migrations.RunPython.noop)]
