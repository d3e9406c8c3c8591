"""What people of an invented multiple-sclerosis community write. Every sentence is made up."""

from random import Random
from typing import Final

DRUGS: Final = ("Ocrevus", "Kesimpta", "Tecfidera", "Tysabri", "Briumvi", "Mavenclad", "Copaxone", "Aubagio", "Gilenya")
SYMPTOMS: Final = (
    "numb feet", "tingling hands", "the fatigue", "brain fog", "spasms at night", "blurry vision", "dizziness",
    "a heavy left leg", "bladder trouble", "heat intolerance",
)  # fmt: skip
KIN: Final = ("husband", "wife", "mother", "father", "daughter", "son", "brother", "sister", "partner")

_PLACES: Final = {
    "asks": (
        "Does anyone else get {symptom} after a long day? What do you do about it?",
        "How long did it take until {drug} worked for you?",
        "Has anyone here switched from {drug} to {other_drug}? How did it go?",
        "Is it normal that {symptom} comes and goes like this?",
        "How do you explain {symptom} to people at work?",
        "Which questions should I take to the next appointment?",
        "Did the infusion day wear you out as well? How long did it last?",
        "Any advice on travelling with {drug}? I would love to hear how you keep it cool.",
        "How do you all get through the summer with {symptom}?",
        "What helped you most when you could not sleep?",
    ),
    "patient": (
        "I have had MS for {years} years and thought I knew it all.",
        "My last relapse was in spring, since then my legs are slow.",
        "I was diagnosed in {long_ago} and take {drug}.",
        "My neurologist wants to change my treatment.",
        "My MRI was stable this year.",
        "",
        "",
    ),
    "informs": (
        "In my experience it eased off after about six weeks; you should write down when it happens and show it at your appointment.",
        "I took {drug} with a proper breakfast and that made a big difference for me.",
        "You could ask your MS nurse for a letter, mine sorted it within days.",
        "For me cooling vests work better than any pill, there are good ones for little money.",
        "I'd recommend a short rest before noon, it helps with {symptom} more than coffee does.",
        "Make sure to have your vitamin D checked, mine was far too low.",
        "My neurologist said it is a known side effect of {drug} and usually fades.",
        "Try to keep the evenings cool and see a physio for the spasms, I learned good stretches there.",
        "When I switched to {other_drug} I had to wait four weeks and get new blood tests first.",
        "You can ask for an occupational assessment, my employer had to pay for it.",
    ),
    "encourages": (
        "Hang in there, it does get better.",
        "You are not alone with this.",
        "So sorry you are going through this.",
        "Sending you strength for the next weeks.",
        "I hope you feel better soon!",
        "Good luck with the scan, fingers crossed!",
        "You've got this, one day at a time.",
        "I know how that feels and you are doing great.",
    ),
    "thanks": (
        "Thank you so much, that helps me a lot!",
        "Thanks, I had not thought of that.",
        "Thank you for your kind words and the details.",
        "I really appreciate your answer, thank you.",
        "Thanks a million, I will try it this week.",
        "That was really helpful, thank you!",
    ),
    "thanks_decoy": (
        "Thanks in advance!",
        "Thanks for reading.",
        "Thank god the scan was clean.",
        "Thanks to my neurologist I can walk again.",
    ),
    "follow_up": (
        "And how did you handle the first weeks at home?",
        "Did you tell your family right away?",
        "Does it stay like this or does it change after the first year?",
        "How do you know that it is a relapse and not a bad day?",
        "May I ask which drug you started with?",
        "What did you do about work in that time?",
    ),
    "vents": (
        "I am so tired of pretending that everything is fine.",
        "I'm scared of what comes next and I can't stop crying.",
        "I hate what this has done to our plans.",
        "I just can't take another phone call with the insurance.",
        "I feel so alone with it all.",
    ),
    "newly": (
        "I was diagnosed with MS {recently} and my head is spinning.",
        "I was just diagnosed with MS after the MRI and do not know where to begin.",
        "Newly diagnosed here, they told me {recently} that I have MS.",
        "Got my MS diagnosis {recently}.",
    ),
    "still_new": (
        "I was diagnosed {ago} and still get used to it.",
        "It has been {since} since my diagnosis.",
        "I am still new to this, diagnosed {ago}.",
    ),
    "undiagnosed": (
        "I am still waiting for my MRI results.",
        "No diagnosis yet, but my doctor thinks it could be MS.",
        "They suspect MS and I have not been diagnosed yet.",
    ),
    "caregiver": (
        "My {kin} has MS and needs more help lately.",
        "My {kin} was diagnosed with MS {years} years ago.",
        "I am caring for my {kin}, who has MS.",
        "My {kin} has MS and the stairs get harder for us.",
    ),
    "caregiver_asks": (
        "How do you all manage work and caring at the same time?",
        "Does anyone know how to get a better wheelchair approved?",
        "How do you talk about {symptom} without a fight at home?",
        "Where do you find an hour for yourselves?",
        "What do you do when the nights are bad?",
    ),
    "caregiver_informs": (
        "We applied for respite care and got two weeks, you should ask your insurance for the form.",
        "For us a stair lift was worth every cent, there is a grant for it.",
        "My {kin} sleeps better since we moved dinner to an earlier hour, try it.",
        "You can ask the MS nurse to talk to the family, ours did and it helped us.",
        "In my experience a shared calendar saves a lot of quarrels.",
    ),
    "chatter": (
        "Unpopular opinion: tea is soup.",
        "My cat has judged my new walking stick and found it wanting.",
        "Post your most ridiculous waiting-room story.",
        "Today I put the phone into the fridge again. Score so far: fridge 5, me 0.",
        "Friday thread: the song that is stuck in your head.",
        "I rate hospital coffees so you don't have to. Today: two out of ten.",
    ),
    "banter": (
        "Ha, same fridge, same score.", "This made my day.", "The cat is right.", "Two out of ten is generous.",
        "Now it is stuck in my head too.", "Soup. Definitely soup.", "I laughed out loud at that.", "Classic.",
        "Posting my story when I stop giggling.", "You win the internet today.",
    ),
    "small": (
        "Interesting.", "Following this.", "Saw that too.", "Reading along.", "It was the same in our town.", "Hm.",
        "Later this week maybe.", "That thread again.",
    ),
    "professional": (
        "I'm an MS nurse: {drug} should be taken at the same time each day, and ask for a blood count after three months.",
        "As a neurologist I would check for an infection first when {symptom} gets worse.",
        "Physio here: stretch before bed and keep the room cool.",
        "As a neurology nurse I see this often, you should call your clinic.",
    ),
    "organisation": (
        "We are looking for volunteers for a study on fatigue in MS. Register now at our website.",
        "Our helpline is open on weekdays, our team answers all questions about MS.",
        "Take part in our survey on work and MS. Sign up here.",
        "Join our webinar on new MS treatments, register here today.",
    ),
    "spam": (
        "This root powder fixed every nerve in my body, order with my code NERVE20.",
        "Doctors hide this: one drop a day. Link in my profile.",
        "Make money from home while you rest, write to me.",
    ),
    "challenges": (
        "That's not true, there is no evidence for it.",
        "I disagree, the study says something else.",
        "Do you have a source for that?",
        "I don't believe that, it sounds like a scam.",
    ),
    "amplifies": (
        "Everyone should read this. People with MS deserve better, share it.",
        "This is what our community has been saying for years, pass it on.",
    ),
}  # fmt: skip


def say(chance: Random, what: str, **slots: str) -> str:
    """One phrase of a kind, its slots filled."""
    drug, other = chance.sample(DRUGS, 2)
    filled = {"drug": drug, "other_drug": other, "symptom": chance.choice(SYMPTOMS), "kin": chance.choice(KIN)} | slots
    return chance.choice(_PLACES[what]).format_map(_Blanks(filled))


class _Blanks(dict[str, str]):
    """Slots nobody filled get an ordinary value."""

    def __missing__(self, name: str) -> str:
        return {
            "years": "nine",
            "long_ago": "2012",
            "recently": "last week",
            "ago": "two months ago",
            "since": "two months",
        }[name]
