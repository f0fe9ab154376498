"""A case of each era, from its referral to its exit, through the pages: rules, letters and dates of its day.

The dates were worked out by hand with a calendar, by the counting rules of the domain notes (§6 to §8).
"""

import pytest
from fastapi import FastAPI
from tests.decision.circumstance_visits import boxes, refused
from tests.decision.era_visits import Calendar, Life
from tests.decision.portal_visits import CASEY, LEE, REMY, see
from tests.decision.test_panel_pages import QUORATE
from tests.decision.test_reconsideration_pages import SASHA, asking
from tests.decision.worked_examples import day
from tests.portals import put_in_directory


@pytest.fixture
def life(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> Life:
    calendar = Calendar()
    monkeypatch.setattr("plumbing.clock.datetime", calendar)
    return Life(app, calendar)


async def test_of_2019_with_45_days_a_panel_and_no_known_limit_to_ask_again(life: Life) -> None:
    await life.begin("Tue 1 Oct 2019")
    async with life.at_work("Tue 8 Oct 2019") as casey:
        assert (await life.clocks(casey))["CLK-RG"] == "Tue 8 Oct 2019"
        test = await see(casey, f"/cases/{life.case_id}/reasonable-grounds/outcome")
        assert "suspects, but cannot prove" in test.text
        await life.decide_first(casey, "positive")
        assert await life.clocks(casey) == {
            "CLK-REVIEW": "Wed 6 Nov 2019",
            "CLK-REC45": "Thu 21 Nov 2019",
            "CLK-CG-MIN": "Fri 22 Nov 2019",
            "CLK-CG": "",
            "CLK-RG": "Tue 8 Oct 2019, ended on 8 October 2019",
        }
    async with life.at_work("Mon 16 Dec 2019") as casey:
        await life.conclude(casey, "neither")
    async with life.at_work("Tue 17 Dec 2019", REMY) as remy:
        await life.agree(remy)
    async with life.at_work("Thu 2 Jan 2020") as casey:
        await life.panel(casey, "arrange", **boxes("panel_on", day("Tue 7 Jan 2020")))
        assert (await life.clocks(casey))["CLK-MAAP-PACK"] == "Thu 2 Jan 2020"
        await life.panel(casey, "papers", **boxes("sent_on", day("Thu 2 Jan 2020")))
    async with life.at_work("Tue 7 Jan 2020") as casey:
        await life.panel(casey, "sitting", **QUORATE)
        assert (await life.clocks(casey))["CLK-MAAP-OUT"] == "Thu 9 Jan 2020"
    async with life.at_work("Thu 9 Jan 2020") as casey:
        await life.panel(casey, "answer", answer="agrees")
        clocks = await life.clocks(casey)
        assert clocks["CLK-REC45"] == "Thu 21 Nov 2019, ended on 9 January 2020"
        assert not [rule for rule in clocks if rule.startswith(("CLK-RECON", "CLK-EXIT"))]
        letter = await life.letter(casey)
        assert "On9January2020wemadeanegativeconclusivegroundsdecision" in letter
        assert "Yourfirstresponderorsupportprovidermayaskus" in letter
        assert "Weknowofnotimelimit" in letter
        await life.serve(casey, "Thu 9 Jan 2020")
    async with life.at_work("Mon 20 Jan 2020") as casey:
        await life.receive(casey, "Tue 14 Jan 2020")
        await life.leave(casey)


async def test_of_2021_with_a_panel_that_disagrees_and_three_months_to_question_it(life: Life) -> None:
    await life.begin("Mon 4 Jan 2021")
    async with life.at_work("Mon 11 Jan 2021") as casey:
        assert (await life.clocks(casey))["CLK-RG"] == "Mon 11 Jan 2021"
        await life.decide_first(casey, "positive")
        clocks = await life.clocks(casey)
        assert clocks["CLK-REVIEW"] == "Tue 9 Feb 2021"
        assert clocks["CLK-REC45"] == "Wed 24 Feb 2021"
        assert clocks["CLK-CG-MIN"] == "Thu 25 Feb 2021"
    async with life.at_work("Mon 8 Mar 2021") as casey:
        await life.conclude(casey, "neither")
    async with life.at_work("Tue 9 Mar 2021", REMY) as remy:
        await life.agree(remy)
    async with life.at_work("Thu 11 Mar 2021") as casey:
        await life.panel(casey, "arrange", **boxes("panel_on", day("Tue 16 Mar 2021")))
        assert (await life.clocks(casey))["CLK-MAAP-PACK"] == "Thu 11 Mar 2021"
        await life.panel(casey, "papers", **boxes("sent_on", day("Thu 11 Mar 2021")))
    async with life.at_work("Tue 16 Mar 2021") as casey:
        await life.panel(casey, "sitting", **QUORATE)
        assert (await life.clocks(casey))["CLK-MAAP-OUT"] == "Thu 18 Mar 2021"
        await life.panel(casey, "answer", answer="disagrees", reasons="The police were not asked.")
    async with life.at_work("Thu 18 Mar 2021", LEE) as lee:
        await life.panel(lee, "lead", answer="upheld", reasons="The police were asked twice.")
    async with life.at_work("Thu 18 Mar 2021") as casey:
        clocks = await life.clocks(casey)
        assert clocks["CLK-REC45"] == "Wed 24 Feb 2021, ended on 18 March 2021"
        assert clocks["CLK-RECON-3M"] == "Fri 18 Jun 2021"
        assert clocks["CLK-RECON-EV"] == ""
        assert "CLK-EXIT-NCG" not in clocks
        letter = await life.letter(casey)
        assert "You,oranyoneforyou,mayaskus" in letter
        assert "Ifguidancewasnotfollowed,askby18June2021:3months" in letter
        assert "Ifthereisnewevidence,thereisnotimelimit." in letter
        assert "Therecanbeonerequestforeachpoint." in letter
        await life.serve(casey, "Thu 18 Mar 2021")
    async with life.at_work("Fri 9 Apr 2021") as casey:
        await life.receive(casey, "Thu 25 Mar 2021")
        assert (await life.clocks(casey))["CLK-EXIT-NCG"] == "Fri 9 Apr 2021"
        await refused(casey, life.case_id, "exit", sure="yes")
    async with life.at_work("Mon 12 Apr 2021") as casey:
        await life.leave(casey, still_open={"CLK-RECON-3M", "CLK-RECON-EV"})


async def test_of_2023_held_for_its_thirty_days_and_positive(life: Life) -> None:
    await life.begin("Fri 3 Feb 2023")
    async with life.at_work("Fri 10 Feb 2023") as casey:
        assert (await life.clocks(casey))["CLK-RG"] == "Fri 10 Feb 2023"
        test = await see(casey, f"/cases/{life.case_id}/reasonable-grounds/outcome")
        assert "The person's account alone is not enough." in test.text
        await life.decide_first(casey, "positive")
        clocks = await life.clocks(casey)
        assert clocks["CLK-REVIEW"] == "Fri 24 Feb 2023"
        assert clocks["CLK-REC30"] == "Sat 11 Mar 2023"
        assert clocks["CLK-CG-MIN"] == "Sun 12 Mar 2023"
    async with life.at_work("Thu 9 Mar 2023") as casey:
        held = await life.conclude(casey, "trafficking")
        assert "12 March 2023" in held.text
        assert "Trafficking" in (await see(casey, f"/cases/{life.case_id}/decisions")).text
        assert "of 9 March 2023" not in (await see(casey, f"/cases/{life.case_id}/letters")).text
    async with life.at_work("Mon 13 Mar 2023") as casey:
        await life.follow(casey, "conclusive-grounds/held", answer="confirm")
        clocks = await life.clocks(casey)
        assert clocks["CLK-REC30"] == "Sat 11 Mar 2023, ended on 13 March 2023"
        assert "CLK-MO45" not in clocks
        letter = await life.letter(casey)
        assert "On13March2023wemadeapositiveconclusivegroundsdecisionaboutyou." in letter
        assert "Thestandardisfixedbystatute." in letter
        assert "45calendardays,countedfromthedayyou" in letter
        await life.serve(casey, "Mon 13 Mar 2023")
    async with life.at_work("Fri 17 Mar 2023") as casey:
        await life.receive(casey, "Wed 15 Mar 2023")
        assert (await life.clocks(casey))["CLK-MO45"] == "Sat 29 Apr 2023"
        assert "Supportgoesonatleastuntil29April2023." in await life.letter(casey)
        await refused(casey, life.case_id, "exit", sure="yes")
    async with life.at_work("Tue 2 May 2023") as casey:
        await life.leave(casey)


async def test_of_2024_negative_with_one_month_to_ask_again_and_a_letter_that_came_late(life: Life) -> None:
    await life.begin("Mon 25 Mar 2024")
    async with life.at_work("Wed 3 Apr 2024") as casey:
        assert (await life.clocks(casey))["CLK-RG"] == "Wed 3 Apr 2024"
        test = await see(casey, f"/cases/{life.case_id}/reasonable-grounds/outcome")
        assert "Objective corroboration is not always required." in test.text
        await life.decide_first(casey, "positive")
        clocks = await life.clocks(casey)
        assert clocks["CLK-REVIEW"] == "Wed 17 Apr 2024"
        assert clocks["CLK-REC30"] == "Thu 2 May 2024"
        assert clocks["CLK-CG-MIN"] == "Fri 3 May 2024"
    async with life.at_work("Tue 7 May 2024") as casey:
        await life.conclude(casey, "neither")
    async with life.at_work("Wed 8 May 2024", REMY) as remy:
        await life.agree(remy)
    async with life.at_work("Wed 8 May 2024") as casey:
        clocks = await life.clocks(casey)
        assert clocks["CLK-REC30"] == "Thu 2 May 2024, ended on 8 May 2024"
        assert clocks["CLK-RECON-M"] == "Sat 8 Jun 2024"
        letter = await life.letter(casey)
        assert "Askby8June2024:1monthfromthedateofthedecision(reported,not" in letter
        assert "Theevidencemustcomewiththerequest." in letter
        await life.serve(casey, "Wed 8 May 2024")
    async with life.at_work("Fri 17 May 2024") as casey:
        await life.receive(casey, "Thu 16 May 2024")
        assert (await life.clocks(casey))["CLK-EXIT-NCG"] == "Thu 30 May 2024"
        after = await see(casey, f"/cases/{life.case_id}/after-decision")
        assert "The letter came late." in after.text
        assert "10 June 2024" in after.text, "accepted until the Monday"
    async with life.at_work("Fri 31 May 2024") as casey:
        await life.leave(casey, still_open={"CLK-RECON-M"})


async def test_of_2026_refused_asked_again_accepted_and_decided_the_other_way(life: Life) -> None:
    await put_in_directory(life.app, SASHA)
    await life.begin("Wed 1 Apr 2026")
    async with life.at_work("Fri 10 Apr 2026") as casey:
        assert (await life.clocks(casey))["CLK-RG"] == "Fri 10 Apr 2026"
        await life.decide_first(casey, "positive")
        clocks = await life.clocks(casey)
        assert clocks["CLK-REVIEW"] == "Fri 24 Apr 2026"
        assert clocks["CLK-REC30"] == "Sat 9 May 2026"
        assert clocks["CLK-CG-MIN"] == "Sun 10 May 2026"
    async with life.at_work("Mon 1 Jun 2026") as casey:
        await life.conclude(casey, "neither")
    async with life.at_work("Tue 2 Jun 2026", REMY) as remy:
        await life.agree(remy)
    async with life.at_work("Tue 2 Jun 2026") as casey:
        assert (await life.clocks(casey))["CLK-RECON-30"] == "Thu 2 Jul 2026"
        letter = await life.letter(casey)
        assert "Askby2July2026:30calendardaysfromthedateofthedecision." in letter
        assert "Theonlywayisthentogotocourt." in letter
        await life.serve(casey, "Tue 2 Jun 2026")
    async with life.at_work("Wed 10 Jun 2026") as casey:
        await life.receive(casey, "Fri 5 Jun 2026")
        asked = asking(**boxes("received_on", day("Wed 10 Jun 2026")))
        await life.do(casey, "reconsideration/ask", **asked)
        clocks = await life.clocks(casey)
        assert clocks["CLK-EXIT-NCG"] == "Thu 18 Jun 2026"
        assert clocks["CLK-RECON-ACK"] == "Fri 19 Jun 2026"
    async with life.at_work("Thu 11 Jun 2026", SASHA) as sasha:
        await life.do(sasha, "reconsideration/accept")
        assert (await life.clocks(sasha))["CLK-EXIT-NCG"] == "Thu 18 Jun 2026, ended on 11 June 2026"
        await life.do(sasha, "reconsideration/reopen", words="The report changes the picture.")
    async with life.at_work("Mon 15 Jun 2026", SASHA) as sasha:
        await life.conclude(sasha, "trafficking")
        assert "On15June2026wemadeapositive" in await life.letter(sasha)
        await life.serve(sasha, "Mon 15 Jun 2026")
        await life.receive(sasha, "Mon 15 Jun 2026")
        assert (await life.clocks(sasha))["CLK-MO45"] == "Thu 30 Jul 2026"
    async with life.at_work("Fri 31 Jul 2026", CASEY) as casey:
        await life.leave(casey)
