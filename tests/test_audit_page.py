"""The report opens in a real browser without errors; it sorts, filters, switches its language, shows a document."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.audit.report import report_html
from pipeline.audit.run import AuditOptions, audit_folder
from tests.test_audit import CLEAN, stripped

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
needs_browser = pytest.mark.skipif(BROWSER is None, reason="Chromium is not installed")

# Runs after the page's own script, acts as a person would and writes down what is seen.
ACTS = """
<script>
(() => {
  const seen = {errors: window.seenErrors};
  const rows = () => [...document.querySelectorAll("#ranking tbody tr")].filter(row => !row.hidden);
  const names = () => rows().map(row => row.cells[1].textContent.trim());
  seen.first = names();
  document.querySelectorAll("#ranking th")[1].click(); seen.sorted = names();
  document.querySelectorAll("#ranking th")[1].click(); seen.reversed = names();
  const filter = document.getElementById("filter");
  filter.value = "MẤT"; filter.dispatchEvent(new Event("input")); seen.filtered = names();
  filter.value = ""; filter.dispatchEvent(new Event("input"));
  const title = () => document.querySelector("h1").innerText;
  seen.vietnamese = title(); document.getElementById("language").click(); seen.english = title();
  location.hash = "#document-0"; dispatchEvent(new HashChangeEvent("hashchange"));
  seen.open = document.querySelectorAll(".detail.open").length;
  seen.marks = document.querySelectorAll(".detail.open mark[title]").length;
  seen.alone = !document.querySelector("#ranking").offsetParent;
  const out = document.createElement("pre");
  out.id = "seen"; out.textContent = JSON.stringify(seen); document.body.append(out);
})();
</script></body>"""
LISTENS = '<head><script>window.seenErrors = []; addEventListener("error", e => seenErrors.push(e.message));</script>'


@pytest.fixture
def page(tmp_path: Path) -> str:
    inputs = tmp_path / "inputs"
    inputs.mkdir()
    (inputs / "a_sach.txt").write_text(CLEAN, encoding="utf-8")
    (inputs / "b_mat_dau.txt").write_text(stripped(CLEAN), encoding="utf-8")
    return report_html(audit_folder(inputs, tmp_path / "out", AuditOptions()), inputs)


def test_the_page_asks_nothing_of_the_network(page: str) -> None:
    addresses = re.findall(r"""(?:src|href|url)\s*[=(]\s*["']?([^"')\s>]+)""", page)
    assert all(address.startswith(("#", "data:")) for address in addresses)
    assert "http://" not in page
    assert "https://" not in page


@needs_browser
def test_a_person_can_sort_filter_and_read(page: str, tmp_path: Path) -> None:
    file = tmp_path / "audit.html"
    file.write_text(page.replace("<head>", LISTENS, 1).replace("</body>", ACTS, 1), encoding="utf-8")
    dom = subprocess.run(
        [
            str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=3000", "--dump-dom", file.as_uri(),
        ],
        capture_output=True, text=True, timeout=120, check=True,
    ).stdout  # fmt: skip
    found = re.search(r'<pre id="seen">(.*?)</pre>', dom, re.DOTALL)
    assert found, "the page's script did not run to its end"
    seen = json.loads(found[1].replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&"))
    assert seen["errors"] == []
    assert seen["first"] == ["b_mat_dau.txt", "a_sach.txt"]
    assert seen["sorted"] == ["a_sach.txt", "b_mat_dau.txt"]
    assert seen["reversed"] == ["b_mat_dau.txt", "a_sach.txt"]
    assert seen["filtered"] == ["b_mat_dau.txt"]
    assert (seen["vietnamese"], seen["english"]) == ("Chất lượng văn bản của thư mục", "Text quality of the folder")
    assert seen["open"] == 1
    assert seen["alone"]
    assert seen["marks"] > 20
