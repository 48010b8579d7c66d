import io

from teranga_analytics.composite.command.progress import ProgressBar


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_bar_fills_and_goes_away_on_a_terminal():
    terminal = Terminal()
    bar = ProgressBar("Replications", terminal)

    bar(500, 1000)
    bar(501, 1000)
    bar(1000, 1000)

    assert terminal.getvalue() == (
        "\rReplications " + "█" * 15 + "·" * 15 + "  50% (500/1000)" + "\r\033[K"
    )


def test_bar_is_silent_where_nobody_watches():
    stream = io.StringIO()

    ProgressBar("Replications", stream)(1, 2)

    assert stream.getvalue() == ""
