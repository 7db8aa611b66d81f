"""The old fog siren and the new horn, heard across the water: sound made of sine waves and noise."""

import random
import wave
from io import BytesIO
from math import pi, sin

RATE = 8000
"""Samples a second: enough for signals below 4,000 hertz."""


def horns() -> bytes:
    """Return a WAV file of twelve seconds: two blasts at 660 hertz, one of the siren at 180, one at 300."""
    hand = random.Random(1934)
    samples = sea(hand, 12.5)
    add(samples, blast(660, 2.0, rise=0.02), 0.6, 0.42)
    add(samples, blast(660, 2.0, rise=0.02), 3.0, 0.42)
    add(samples, siren(3.4), 5.7, 0.55)
    add(samples, blast(300, 2.0, rise=0.08), 9.8, 0.4)
    store = BytesIO()
    with wave.open(store, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(b"".join(sixteen_bits(each) for each in samples))
    return store.getvalue()


def sixteen_bits(sample: float) -> bytes:
    """Return a sample between -1 and 1 as a WAV file has it."""
    return round(32000 * max(-1, min(1, sample))).to_bytes(2, "little", signed=True)


def sea(hand: random.Random, seconds: float) -> list[float]:
    """Return waves against a rowing boat: noise without its high notes, which swells and falls."""
    heard, level = [], 0.0
    for number in range(round(seconds * RATE)):
        time = number / RATE
        level += 0.09 * (hand.uniform(-1, 1) - level)
        heard.append(level * (0.10 + 0.07 * sin(2 * pi * time / 3.1) ** 2))
    return heard


def blast(pitch: float, seconds: float, rise: float) -> list[float]:
    """Return one note of a horn with four overtones. ``rise`` is how long it takes to be loud, in seconds."""
    strengths = (0.6, 0.28, 0.2, 0.09, 0.05)
    return [
        swell(time, seconds, rise) * sum(s * sin(2 * pi * pitch * n * time) for n, s in enumerate(strengths, 1))
        for time in (number / RATE for number in range(round(seconds * RATE)))
    ]


def siren(seconds: float) -> list[float]:
    """Return a blast of the siren of 1934, which climbs to its note and ends with the grunt of a worn valve."""
    heard, turns = [], 0.0
    for number in range(round(seconds * RATE)):
        time = number / RATE
        grunt = time > seconds - 0.45
        pitch = 96 - 30 * (time - seconds + 0.45) if grunt else 180 - 70 * max(0.0, 0.5 - time) + 1.5 * sin(31 * time)
        turns += pitch / RATE
        tone = sum(sin(2 * pi * n * turns) / n for n in range(1, 9)) * 0.45
        heard.append(tone * swell(time, seconds, 0.25) * (0.8 if grunt else 1))
    return heard


def swell(time: float, seconds: float, rise: float) -> float:
    """Return how loud a note is after ``time``: from 0 up to 1, and down to 0 at its end."""
    return max(0.0, min(1.0, time / rise, (seconds - time) / 0.12))


def add(samples: list[float], note: list[float], start: float, loudness: float) -> None:
    """Add ``note`` to ``samples`` at a time in seconds, and its echo from the quay 0.4 seconds later."""
    for delay, strength in ((0.0, loudness), (0.4, loudness * 0.22)):
        first = round((start + delay) * RATE)
        for number, each in enumerate(note[: len(samples) - first]):
            samples[first + number] += each * strength
