"""Every kind of file gives back the sound that went in, from the sample that was asked for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.signal import correlate

from musicpuzzle.audio import decode, pyav_source, with_soundfile
from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.decode import probe, read_clip
from musicpuzzle.errors import AudioError

LOSSLESS = ["song.wav", "song.flac", "song.aiff", "song.w64", "song.caf", "song.au", "alac.m4a"]
LOSSLESS += ["song.wv", "song.tta"]
LOSSY = ["song.ogg", "song.opus", "song.mp3", "song.mp2", "song.m4a", "song.aac", "song.wma"]
LOSSY += ["song.ac3", "song.mp4", "song.flv", "song.ts", "mp3.mkv", "aac.mkv", "song.webm"]
LOSSY += ["vorbis.mkv", "vbr.mp3"]
EVERY = LOSSLESS + LOSSY
# What a coder puts before and after the song: its own delay, and the rest of the last frame.
MOST_PADDING_S = 0.12


class GivenUpError(Exception):
    """What a check raises here."""


@pytest.mark.parametrize("name", LOSSLESS)
def test_lossless_files_give_the_song_itself(song_files, song, name):
    clip = read_clip(song_files / name)
    assert clip.sample_rate_hz == 44_100
    assert clip.samples.dtype == np.float32
    assert clip.samples.shape == song.shape
    assert np.abs(clip.samples - song).max() < 1.5 * 2.0**-15


@pytest.mark.parametrize("name", [name for name in LOSSY if name != "vbr.mp3"])
def test_lossy_files_give_the_song_near_its_place(song_files, song, made_song, name):
    clip = read_clip(song_files / name)
    rate = clip.sample_rate_hz
    source = song if rate == 44_100 else made_song(12.0, rate)
    middle = slice(5 * rate, 7 * rate)
    lags = correlate(clip.samples[0, 4 * rate : 8 * rate], source[0, middle], mode="valid")
    delay = int(lags.argmax()) - rate
    assert abs(delay) < MOST_PADDING_S * rate
    for found, wanted in zip(clip.samples, source, strict=True):
        heard = found[middle.start + delay : middle.stop + delay]
        assert np.corrcoef(heard, wanted[middle])[0, 1] > 0.999
        assert np.std(heard) == pytest.approx(np.std(wanted[middle]), rel=0.06)


@pytest.mark.parametrize("name", ["song.ogg", "song.opus", "song.mp3", "song.m4a", "song.webm"])
def test_formats_that_record_their_delay_have_none(song_files, song, made_song, name):
    clip = read_clip(song_files / name)
    source = song if clip.sample_rate_hz == 44_100 else made_song(12.0, clip.sample_rate_hz)
    n = min(clip.n_samples, source.shape[1]) - 2000
    lags = correlate(clip.samples[0, 1000:n], source[0, :n], mode="full", method="fft")
    assert int(lags.argmax()) == n - 1 - 1000


@pytest.mark.parametrize("name", EVERY)
def test_a_window_is_a_slice_of_the_whole(song_files, name):
    path = song_files / name
    whole = read_clip(path)
    rate = whole.sample_rate_hz
    # AAC fills bands with noise that it draws anew after every seek.
    tolerance = 2e-3 if name in {"song.m4a", "song.mp4"} or "aac" in name else 1e-4
    for start_s, duration_s in [(0.0, 0.5), (0.7, 0.5), (1.234567, 1.0), (6.1, 2.5), (10.9, 0.3)]:
        part = read_clip(path, start_s=start_s, duration_s=duration_s)
        start = round(start_s * rate)
        wanted = whole.samples[:, start : start + round(duration_s * rate)]
        assert part.samples.shape == wanted.shape
        assert np.abs(part.samples - wanted).max() < tolerance
    tail = read_clip(path, start_s=11.0)
    assert tail.n_samples == whole.n_samples - round(11.0 * rate)


@pytest.mark.parametrize("name", EVERY)
def test_probe_tells_what_can_be_read(song_files, name):
    info = probe(song_files / name)
    whole = read_clip(song_files / name)
    assert round(info.duration_s * info.sample_rate_hz) == whole.n_samples
    assert (info.sample_rate_hz, info.channels) == (whole.sample_rate_hz, whole.channels)
    assert info.duration_s == pytest.approx(12.0, abs=MOST_PADDING_S)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    name=st.sampled_from(["song.flac", "song.ogg", "song.opus", "song.mp3", "vbr.mp3", "song.wma"]),
    start_s=st.floats(0, 11.5),
    duration_s=st.floats(0.001, 3),
)
def test_any_window_is_a_slice_of_the_whole(song_files, wholes, name, start_s, duration_s):
    whole = wholes(name)
    rate = whole.sample_rate_hz
    part = read_clip(song_files / name, start_s=start_s, duration_s=duration_s)
    start = round(start_s * rate)
    wanted = whole.samples[:, start : start + round(duration_s * rate)]
    assert part.samples.shape == wanted.shape
    assert np.abs(part.samples - wanted).max() < 1e-4


@pytest.fixture(scope="module")
def wholes(song_files):
    known: dict[str, Clip] = {}
    return lambda name: known.setdefault(name, read_clip(song_files / name))


RATES_HZ = [8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 88_200, 96_000, 176_400, 192_000]
STEPS = {"PCM_U8": 2**-7, "PCM_16": 2**-15, "PCM_24": 2**-23, "PCM_32": 2**-23, "FLOAT": 0}
STEPS |= {"DOUBLE": 2**-24, "ALAW": 2**-4, "ULAW": 2**-4}


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    form=st.tuples(st.sampled_from(RATES_HZ), st.integers(1, 12), st.sampled_from(sorted(STEPS))),
    start=st.integers(0, 3000),
)
def test_every_rate_depth_and_number_of_channels(tmp_path, made_song, form, start):
    rate, channels, kind = form
    samples = made_song(4000 / rate, rate, channels)
    path = tmp_path / "sound.wav"
    soundfile.write(path, samples.T, rate, subtype=kind)
    info = probe(path)
    assert (info.sample_rate_hz, info.channels) == (rate, channels)
    assert info.duration_s == pytest.approx(4000 / rate)
    clip = read_clip(path, start_s=start / rate, duration_s=500 / rate)
    assert np.abs(clip.samples - samples[:, start : start + 500]).max() <= 1.5 * STEPS[kind]


@pytest.mark.parametrize("rate", [8_000, 16_000, 32_000, 48_000])
@pytest.mark.parametrize("channels", [1, 2])
def test_m4a_at_other_rates(tmp_path, write, made_song, rate, channels):
    samples = made_song(3.0, rate, channels)
    path = write(tmp_path / "sound.m4a", samples, rate, "aac", container="mp4")
    clip = read_clip(path, start_s=1.5, duration_s=1.0)
    assert (clip.sample_rate_hz, clip.samples.shape) == (rate, (channels, rate))
    wanted = samples[:, round(1.5 * rate) : round(2.5 * rate)]
    assert np.corrcoef(clip.samples.ravel(), wanted.ravel())[0, 1] > 0.99


def test_surround_keeps_its_channels(tmp_path, write, made_song):
    samples = made_song(3.0, 48_000, 6)
    path = write(tmp_path / "film.ac3", samples, 48_000, "ac3")
    clip = read_clip(path, start_s=1.0, duration_s=1.0)
    assert clip.channels == probe(path).channels == 6
    for channel in (0, 1, 2, 4, 5):
        lags = correlate(clip.samples[channel], samples[channel, 48_000:96_000], mode="same")
        assert lags.max() / 48_000 > 0.9 * np.var(samples[channel])


@pytest.mark.parametrize(
    ("name", "given"), [("song.wav", "x.mp3"), ("song.m4a", "x.wav"), ("song.mp3", "x.ogg")]
)
def test_the_suffix_does_not_decide(song_files, tmp_path, name, given):
    path = tmp_path / given
    path.write_bytes((song_files / name).read_bytes())
    assert np.array_equal(read_clip(path).samples, read_clip(song_files / name).samples)


@pytest.mark.parametrize("name", ["a: b.m4a", "concat:x.m4a", "%03d ü.m4a", "-i.m4a", "x.raw"])
def test_names_mean_nothing(song_files, tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes((song_files / "song.m4a").read_bytes())
    assert probe(name) == probe(song_files / "song.m4a")


@pytest.mark.parametrize("name", ["song.wma", "song.m4a", "song.mp3", "song.aac", "mp3.mkv"])
def test_only_the_seconds_needed_are_decoded(song_files, monkeypatch, name):
    decoded = []

    def counted(frame: object) -> np.ndarray:
        decoded.append(frame.samples / frame.sample_rate)
        return to_float(frame)

    to_float = pyav_source._to_float
    monkeypatch.setattr(pyav_source, "_to_float", counted)
    read_clip(song_files / name, start_s=9.0, duration_s=0.5)
    # A film's container may be entered only at certain frames, some seconds before.
    assert 0.5 <= sum(decoded) < (6.0 if name == "mp3.mkv" else 1.6)
    decoded.clear()
    probe(song_files / name)
    assert 0 < sum(decoded) < (7.0 if name == "mp3.mkv" else 2.0)


@pytest.mark.parametrize("name", ["song.wav", "song.flac"])
def test_only_the_bytes_needed_are_read(song_files, monkeypatch, name):
    got = []
    readinto = with_soundfile._Nameless.readinto

    def counted(self: object, buffer: object) -> int:
        got.append(readinto(self, buffer))
        return got[-1]

    monkeypatch.setattr(with_soundfile._Nameless, "readinto", counted)
    read_clip(song_files / name, start_s=9.0, duration_s=0.5)
    assert 0 < sum(got) < 0.2 * (song_files / name).stat().st_size


def test_many_threads_read_at_once(song_files, wholes):
    def right(job: int) -> bool:
        name = ["song.flac", "song.mp3", "song.ogg", "song.wma"][job % 4]
        start_s = 0.25 * job
        part = read_clip(song_files / name, start_s=start_s, duration_s=0.5)
        start = round(start_s * part.sample_rate_hz)
        wanted = wholes(name).samples[:, start : start + part.n_samples]
        return bool(np.abs(part.samples - wanted).max() < 1e-4)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(right, range(40)))


def test_times_that_make_no_sense_are_the_callers_mistake(song_files):
    for wrong in ({"start_s": -1.0}, {"start_s": float("nan")}, {"duration_s": 0.0}):
        with pytest.raises(ValueError, match="must be"):
            read_clip(song_files / "song.wav", **wrong)


@pytest.mark.parametrize("name", ["song.wav", "song.mp3", "song.m4a", "song.wma"])
def test_behind_the_end_there_is_nothing(song_files, name):
    with pytest.raises(AudioError, match=r"song\.\w+: ends or breaks off before 15\.0 s"):
        read_clip(song_files / name, start_s=15.0, duration_s=1.0)


def test_a_window_over_the_end_is_shorter(song_files):
    assert read_clip(song_files / "song.wav", start_s=11.5, duration_s=2.0).duration_s == 0.5


def test_numbers_that_are_none_are_refused_only_where_they_are_read(tmp_path, made_song):
    samples = made_song(2.0, 8_000, 1)
    samples[0, 12_000], samples[0, 12_001] = np.nan, np.inf
    path = tmp_path / "odd.wav"
    soundfile.write(path, samples.T, 8_000, subtype="FLOAT")
    assert read_clip(path, duration_s=1.0).n_samples == 8_000
    for start_s in (1.4, 12_001 / 8_000):
        with pytest.raises(AudioError, match=r"odd\.wav: holds samples that are not numbers"):
            read_clip(path, start_s=start_s, duration_s=0.5)


@pytest.mark.parametrize(("rate", "channels"), [(100, 1), (44_100, 65)])
def test_what_is_no_music_is_refused(tmp_path, rate, channels):
    path = tmp_path / "odd.wav"
    soundfile.write(path, np.zeros((200, channels), np.float32), rate)
    for use in (probe, read_clip):
        with pytest.raises(AudioError, match=rf"odd\.wav: has .*({rate}|{channels})"):
            use(path)


def test_the_folder_search_is_offered_here():
    assert decode.is_audio_name("a.mp3")
    assert decode.find_audio.__name__ == "find_audio"


@pytest.mark.parametrize("name", ["song.flac", "song.m4a", "song.ts"])
def test_reading_can_be_given_up_between_chunks(song_files, monkeypatch, name):
    monkeypatch.setattr(with_soundfile, "_CHUNK_SAMPLES", 50_000)
    calls = []
    read_clip(song_files / name, check=lambda: calls.append(1))
    assert len(calls) > 8

    def give_up():
        calls.pop()
        if len(calls) < 3:
            raise GivenUpError

    with pytest.raises(GivenUpError):
        read_clip(song_files / name, check=give_up)
