"""Deploys of unusual files and from damaged outlets, and targets that overlap the outlet or cannot be written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from newsprint.base.errors import DeployError, NewsprintError, RefusedError
from newsprint.config.targets import FolderSettings
from tests.deploy.commands import configure, deploy_command, run_deploy
from tests.deploy.deployed_outlets import FIRST, DeployedOutlet
from tests.deploy.stores.buckets import Bucket, FolderBucket
from tests.deploy.stores.faults_proxy import Answer, FaultyProxy, Request
from tests.support.outlets import article
from tests.support.reading import Make
from tests.support.running import environment, newsprint
from tests.support.waiting import finished

MEGABYTE = 1024 * 1024
FILM = "content/static/film.mp4"

NAMES = (
    "with blanks.txt",
    "Übermut.txt",
    "U\u0308bermut zerlegt.txt",
    "100%.txt",
    "100%25.txt",
    'it\'s "quoted".txt',
    "-rf.txt",
    "🦀 und 👩‍🚒.txt",
    "a+b&c=d;e,f.txt",
    "[a]{b}^c~d|e`f.txt",
    "question?#mark!.txt",
    "star*$(echo).txt",
    "<b>.txt",
    "中文/文件 1.txt",
    "x" * 200 + ".txt",
)


@pytest.mark.store
def test_files_with_unusual_names_are_published_under_the_same_names(outlet: Make, bucket: Bucket) -> None:
    files: dict[str, str | bytes | None] = {f"content/static/{name}": name for name in NAMES}
    picture = "content/world/Möwe 🐦 50% 'satt'.pdf"
    story = article("Gulls", f"[The paper](<{picture.rpartition('/')[2].replace('%', '%25')}>)")
    paper = DeployedOutlet(
        outlet({**files, picture: "A paper.", "content/world/story.md": story}), bucket, bucket.at("a b/ü")
    )
    if bucket.store == "folder":
        paper.target = bucket.at()
    paper.build().deploy()
    live = paper.live()
    assert live == paper.outlet.files()
    assert len(live.keys() & set(NAMES)) >= len(NAMES) - 1  # the build composes the decomposed name
    assert paper.later(minutes=1).deploy(verify=True).unchanged == len(live)
    paper.later(minutes=1).build(dict.fromkeys(files)).deploy(max_deletes=len(files))
    assert paper.live() == paper.outlet.files()


@pytest.mark.store
@pytest.mark.parametrize("files", [{}, {"content/static/robots.txt": "User-agent: *"}], ids=["empty", "one file"])
def test_an_outlet_without_a_story_is_deployed(files: dict[str, str], outlet: Make, ceph_bucket: Bucket) -> None:
    paper = DeployedOutlet(outlet(files), ceph_bucket, ceph_bucket.at()).build()
    paper.deploy()
    assert paper.live() == paper.outlet.files()


@pytest.mark.store
def test_two_thousand_small_files_are_deployed_and_recognised(outlet: Make, ceph_bucket: Bucket) -> None:
    many = {f"content/static/data/{number}.json": f"[{number}]" for number in range(2000)}
    paper = DeployedOutlet(outlet(many), ceph_bucket, ceph_bucket.at()).build()
    assert len(paper.deploy().added) >= 2000
    assert paper.later(minutes=1).deploy(verify=True).unchanged == len(paper.outlet.files())


FILMS: dict[str, str | bytes | None] = {FILM.replace("film", f"film-{n}"): bytes([n]) * 30_000_000 for n in (1, 2, 3)}


@pytest.mark.store
def test_films_are_sent_without_loading_them_into_memory(outlet: Make, ceph_bucket: Bucket) -> None:
    """Send three films of 30 MB, and compare the memory with that of a deploy without films."""
    paper = DeployedOutlet(outlet(FIRST), ceph_bucket, ceph_bucket.at()).build()
    usual = peak_memory(configure(paper, ceph_bucket.at()))
    paper.later(minutes=1).build(FILMS)
    assert peak_memory(configure(paper, ceph_bucket.at())) - usual < 150 * MEGABYTE
    assert paper.live() == paper.outlet.files()


@pytest.mark.store
def test_an_interrupted_film_is_sent_again(outlet: Make, ceph_bucket: Bucket) -> None:
    paper = DeployedOutlet(outlet(FIRST), ceph_bucket, ceph_bucket.at()).build()
    paper.deploy()
    paper.later(minutes=1).build(FILMS)
    with FaultyProxy(ceph_bucket.at().endpoint or "") as proxy:
        proxy.rule = lambda request: Answer(403, "AccessDenied") if "partNumber=3" in request.query else None
        paper.target = ceph_bucket.at(endpoint=proxy.endpoint)
        with pytest.raises(DeployError, match="0 of 3 files were sent"):
            paper.deploy()
        paper.target = ceph_bucket.at()
        paper.later(minutes=1).deploy()
    assert paper.live() == paper.outlet.files()
    assert unfinished_uploads(ceph_bucket) == []


@pytest.mark.store
def test_a_film_that_arrived_is_recognised_by_its_etag_and_not_sent_again(outlet: Make, ceph_bucket: Bucket) -> None:
    paper = DeployedOutlet(outlet({**FIRST, FILM: b"take" * 5_000_000}), ceph_bucket, ceph_bucket.at()).build()
    with FaultyProxy(ceph_bucket.at().endpoint or "") as proxy:
        paper.target = ceph_bucket.at(endpoint=proxy.endpoint)
        proxy.rule = lambda request: Answer(403, "AccessDenied") if "/manifest-" in f"/{request.key}" else None
        with pytest.raises(DeployError, match="Readers see the new site, whole"):
            paper.deploy()
        proxy.rule = lambda request: None
        proxy.requests.clear()
        report = paper.deploy()
        assert (report.sent, proxy.count(key="film.mp4")) == (0, 0)
    assert paper.live() == paper.outlet.files()


@pytest.mark.store
def test_a_film_that_is_replaced_while_it_is_sent_is_reported(outlet: Make, ceph_bucket: Bucket) -> None:
    paper = DeployedOutlet(outlet({**FIRST, FILM: b"take" * 5_000_000}), ceph_bucket, ceph_bucket.at()).build()
    film = paper.outlet.output / "film.mp4"
    with FaultyProxy(ceph_bucket.at().endpoint or "") as proxy:
        paper.target = ceph_bucket.at(endpoint=proxy.endpoint)

        def rule(request: Request) -> None:
            if "partNumber=3" in request.query:
                film.write_bytes(b"Take" * 5_000_000)

        proxy.rule = rule
        with pytest.raises(DeployError, match=r"film\.mp4 was changed after the last build"):
            paper.deploy()
        paper.later(minutes=1).build().deploy()
    assert paper.live() == paper.outlet.files()


def peak_memory(paper: DeployedOutlet) -> int:
    """Deploy ``paper`` in another process, and return its peak memory in bytes."""
    measured = (
        "import runpy, sys\n"
        "sys.argv = sys.argv[1:]\n"
        "try:\n    runpy.run_module('newsprint', run_name='__main__', alter_sys=True)\n"
        "finally:\n    print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM:')), file=sys.stderr)\n"
    )
    words = deploy_command(paper)
    outcome = finished([words[0], "-c", measured, "newsprint", *words[3:]], env=environment())
    assert outcome.returncode == 0, outcome.stderr
    return int(outcome.stderr.split()[-2]) * 1024


def unfinished_uploads(bucket: Bucket) -> list[str]:
    """Return the keys of multipart uploads in the store that were neither completed nor aborted."""
    client, name = bucket.client, bucket.name  # type: ignore[attr-defined]  # one of S3
    return [each["Key"] for each in client.list_multipart_uploads(Bucket=name).get("Uploads", ())]


@pytest.fixture
def paper(outlet: Make, folder_bucket: FolderBucket) -> DeployedOutlet:
    """Return a paper that was built, and whose target is a folder."""
    return DeployedOutlet(outlet(FIRST), folder_bucket, folder_bucket.at()).build()


@pytest.mark.parametrize("file", ["index.html", "world/2024/12/01/story-1/index.html"])
@pytest.mark.parametrize("change", ["edited", "link to a secret", "link to the same", "deleted", "folder"])
def test_a_file_that_changed_since_the_build_is_refused(
    change: str, file: str, paper: DeployedOutlet, tmp_path: Path
) -> None:
    path = paper.outlet.output / file
    same = tmp_path / "same"
    same.write_bytes(path.read_bytes())
    path.unlink()
    if change == "edited":
        path.write_text("spoilt")
    elif change == "folder":
        path.mkdir()
    elif change.startswith("link"):
        path.symlink_to("/etc/passwd" if "secret" in change else same)
    with pytest.raises(RefusedError, match=f"1 of .* files in .* were changed or deleted .*{file}.*newsprint build"):
        paper.deploy()
    assert paper.live() == {}


def test_an_output_behind_a_link_is_deployed(outlet: Make, folder_bucket: FolderBucket) -> None:
    made = outlet(FIRST)
    (made.folder / "elsewhere").mkdir()
    made.output.symlink_to("elsewhere")
    paper = DeployedOutlet(made, folder_bucket, folder_bucket.at()).build()
    paper.deploy()
    assert paper.live() == paper.outlet.files()


@pytest.mark.parametrize("state", ["deleted", "a file"])
def test_an_outlet_without_its_state_folder_is_reported(state: str, paper: DeployedOutlet) -> None:
    (paper.outlet.folder / ".newsprint").rename(paper.outlet.folder / "lost")
    if state == "a file":
        (paper.outlet.folder / ".newsprint").write_text("")
    with pytest.raises(NewsprintError, match="newsprint build" if state == "deleted" else "not a folder. Delete it"):
        paper.deploy()
    assert paper.live() == {}


@pytest.mark.parametrize(
    "place",
    [".", "..", "output", "output/www", "content/static", "themes/www", ".newsprint", ".newsprint/www", "a/../output"],
)
def test_a_target_inside_or_around_the_outlets_folders_is_refused(place: str, paper: DeployedOutlet) -> None:
    before = paper.outlet.files()
    paper.target = FolderSettings(target=f"file://{paper.outlet.folder}/{place}")
    with pytest.raises(RefusedError, match="overlaps the outlet or its output: nothing was changed"):
        paper.deploy(adopt=True, max_deletes=1000)
    assert paper.outlet.files() == before


def test_a_target_that_is_a_link_to_the_output_is_refused(paper: DeployedOutlet, tmp_path: Path) -> None:
    (tmp_path / "www").symlink_to(paper.outlet.output)
    paper.target = FolderSettings(target=(tmp_path / "www").as_uri())
    with pytest.raises(RefusedError, match="overlaps the outlet or its output: nothing was changed"):
        paper.deploy(adopt=True)


def test_a_target_around_an_output_outside_of_the_outlet_is_refused(paper: DeployedOutlet, tmp_path: Path) -> None:
    paper.build(output=tmp_path / "www" / "built")
    paper.target = FolderSettings(target=(tmp_path / "www").as_uri())
    with pytest.raises(RefusedError, match="overlaps the outlet or its output: nothing was changed"):
        paper.deploy(output=tmp_path / "www" / "built", adopt=True)


def test_a_target_beside_the_output_or_behind_a_link_is_accepted(paper: DeployedOutlet, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "www").symlink_to(tmp_path / "disk")
    for place in (tmp_path / "www", paper.outlet.folder / "public"):
        paper.target = FolderSettings(target=place.as_uri())
        paper.deploy()
        assert (place / "index.html").read_bytes() == paper.outlet.files()["index.html"]


def test_a_full_disk_is_reported_and_the_next_deploy_resumes(paper: DeployedOutlet) -> None:
    """Limit the size of files of the process, which the system reports like a full disk."""
    paper.deploy()
    paper.later(minutes=1).build({"content/new.md": article("New", date="2024-12-10"), FILM: bytes(MEGABYTE)})
    configure(paper, paper.target)
    outcome = newsprint(*deploy_command(paper)[3:], file_size=MEGABYTE // 2)
    assert outcome.returncode == 1
    failed, now, then = outcome.stderr.splitlines()
    assert 'could not write "film.mp4": ' in failed
    assert "Readers still see the site as it was before." in now
    assert then == "Once that is fixed, resume with: newsprint deploy production"
    assert not list((paper.bucket.folder / ".newsprint").glob("arriving-*"))  # type: ignore[attr-defined]  # a folder's
    outcome = run_deploy(paper)
    assert outcome.returncode == 0, outcome.stderr
    assert paper.live() == paper.outlet.files()


def test_a_file_where_a_folder_is_needed_is_reported_and_can_be_fixed(paper: DeployedOutlet) -> None:
    paper.deploy()
    paper.bucket.put("data", b"in the way")
    paper.later(minutes=1).build({"content/static/data/goals.json": "[]"})
    with pytest.raises(DeployError) as caught:
        paper.deploy()
    failed, _, then = str(caught.value).splitlines()
    assert "there is a file where a folder is needed" in failed
    assert then == "Once that is fixed, resume with: newsprint deploy production"
    paper.bucket.delete("data")
    paper.deploy()
    assert paper.live() == paper.outlet.files()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_write_permission_is_reported(paper: DeployedOutlet) -> None:
    folder = paper.bucket.folder  # type: ignore[attr-defined]  # a folder's
    folder.chmod(0o555)
    try:
        with pytest.raises(DeployError, match="permission denied"):
            paper.deploy()
    finally:
        folder.chmod(0o755)
