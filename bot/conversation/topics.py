"""The topics as people see them in the menu, in groups."""

from __future__ import annotations

from bot.i18n import N_
from knowledge.schema import Topic

NAMES: dict[Topic, str] = {
    Topic.CONTRACT: N_("Labour contract"),
    Topic.PARTNER_AGREEMENT: N_("App drivers, partners, collaborators"),
    Topic.PROBATION_TERMINATION: N_("Probation, quitting, dismissal"),
    Topic.WAGES_HOURS_LEAVE: N_("Wages, hours, leave"),
    Topic.VOLUNTARY_SI: N_("Voluntary social insurance"),
    Topic.SI_CONTRIBUTION: N_("Paying social insurance"),
    Topic.SI_STATE_SUPPORT: N_("State help with paying"),
    Topic.PENSION: N_("Pension"),
    Topic.LUMP_SUM_WITHDRAWAL: N_("One-time withdrawal"),
    Topic.MATERNITY: N_("Having a baby"),
    Topic.SURVIVOR_FUNERAL: N_("Funeral and survivors"),
    Topic.HOUSEHOLD_HI: N_("Household health insurance"),
    Topic.HI_CONTRIBUTION: N_("Price of health insurance"),
    Topic.HI_BENEFIT: N_("What health insurance pays"),
    Topic.HI_CARD_VALIDITY: N_("Health insurance card"),
    Topic.OCCUPATIONAL_ACCIDENT: N_("Accidents at work"),
    Topic.UNEMPLOYMENT: N_("Unemployment benefit"),
    Topic.SI_BOOK_PROCEDURE: N_("Social insurance book and records"),
    Topic.EMPLOYER_EVASION: N_("The employer does not pay insurance"),
    Topic.LEGAL_AID: N_("Free legal help, complaints"),
    Topic.TRAINING_JOBS: N_("Training and finding work"),
    Topic.ABOUT_BOT: N_("About this service"),
    Topic.OTHER_IN_SCOPE: N_("Sickness and other matters"),
}

GROUPS: dict[str, tuple[str, tuple[Topic, ...]]] = {
    "work": (
        N_("💼 Contract, wages, losing work"),
        (
            Topic.CONTRACT,
            Topic.PARTNER_AGREEMENT,
            Topic.WAGES_HOURS_LEAVE,
            Topic.PROBATION_TERMINATION,
            Topic.UNEMPLOYMENT,
            Topic.TRAINING_JOBS,
        ),
    ),
    "si": (
        N_("👵 Social insurance, pension, babies"),
        (
            Topic.VOLUNTARY_SI,
            Topic.SI_CONTRIBUTION,
            Topic.SI_STATE_SUPPORT,
            Topic.PENSION,
            Topic.LUMP_SUM_WITHDRAWAL,
            Topic.MATERNITY,
            Topic.SURVIVOR_FUNERAL,
        ),
    ),
    "hi": (
        N_("🏥 Health insurance, sickness"),
        (
            Topic.HOUSEHOLD_HI,
            Topic.HI_CONTRIBUTION,
            Topic.HI_CARD_VALIDITY,
            Topic.HI_BENEFIT,
            Topic.OTHER_IN_SCOPE,
        ),
    ),
    "trouble": (
        N_("🆘 Accidents, insurance not paid, the book"),
        (Topic.OCCUPATIONAL_ACCIDENT, Topic.EMPLOYER_EVASION, Topic.SI_BOOK_PROCEDURE),
    ),
    "help": (N_("⚖️ Free legal help, this service"), (Topic.LEGAL_AID, Topic.ABOUT_BOT)),
}
