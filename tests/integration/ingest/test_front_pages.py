"""The front pages after a fresh run: publication, then the compliance job, nothing else."""

import hashlib
import json
from datetime import timedelta

from tests.faults.files import KEY, NOTICES, Penalty, notices, penalties
from tests.faults.world import World
from tests.unit.publication.html_shape import Shape

ONE, OTHER = Penalty(1), Penalty(2)


def page(world: World, key: str) -> Shape:
    return Shape(world.objects("PublicBucket")[key])


def published(world: World) -> World:
    world.ingest(world.drop(KEY.format("a.csv"), penalties([ONE, OTHER])))
    world.job("publish")
    world.job("comply")
    return world


def test_the_front_page_tells_the_newest_figures_after_the_compliance_job(world: World) -> None:
    world.ingest(world.drop(KEY.format("a.csv"), penalties([ONE, OTHER])))
    world.job("publish")
    assert "本月尚未统计" in page(world, "index.html").text
    world.job("comply")
    text = page(world, "index.html").text
    assert "本月尚未统计" not in text
    assert ONE.document in text
    assert "近七日共公示 2 条" in text
    assert "compliance/2026-03/index.html" in page(world, "index.html").links


def test_a_department_has_a_page_with_its_records_and_its_month(world: World) -> None:
    published(world)
    shape = page(world, "departments/housing-urban/index.html")
    assert ONE.document in shape.text
    assert "及时率" in shape.text
    assert "../../feeds/housing-urban.xml" in shape.links
    assert "housing-urban/index.html" in page(world, "departments/index.html").links


def test_the_compliance_job_brings_nothing_back_that_ended(world: World) -> None:
    published(world)
    world.now += timedelta(days=1)
    world.ingest(world.drop(NOTICES.format("w"), notices((ONE.document, ONE.party, "不应公开"))))
    world.job("publish")
    world.job("comply")
    for key in ("index.html", "departments/housing-urban/index.html"):
        assert ONE.document not in page(world, key).text
        assert OTHER.document in page(world, key).text


def test_a_month_has_its_bulletin_and_coverage_names_who_is_silent(world: World) -> None:
    published(world)
    shape = page(world, "bulletins/2026-03/index.html")
    assert "【本月要情】" in shape.text
    assert "2026年4月" in shape.text
    assert ONE.document not in shape.text, "a bulletin tells totals, which no end has to leave"
    assert "2026-03/index.html" in page(world, "bulletins/index.html").links
    about = page(world, "about/index.html").text
    assert "没有报送任何信息" in about


def test_the_manifest_names_every_file_as_it_stands(world: World) -> None:
    published(world)
    files = world.objects("PublicBucket")
    named = {one["path"]: one["sha256"] for one in json.loads(files["manifest.json"])["files"]}
    assert named == {key: hashlib.sha256(body).hexdigest() for key, body in files.items() if key != "manifest.json"}
