from typer.testing import CliRunner

from nrm.main import app


def test_the_published_figures_can_be_had_again() -> None:
    answer = CliRunner().invoke(app, ["likeness", "evaluate", "docs/evaluation/likeness-pairs.csv"])
    assert answer.exit_code == 0
    assert "6000, 2600 of them one person" in answer.output
    assert "precision        0.979" in answer.output
    assert "recall           0.983" in answer.output
