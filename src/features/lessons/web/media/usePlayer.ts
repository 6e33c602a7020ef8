import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { useSingleKeys } from '#platform/web/ui/singleKeys.ts';
import { playerAct, pressedAt, type PlayerAct } from './playerKeys.ts';
import { speeds, storeCaptions, storedCaptions, storedSpeed, storeSpeed } from './remembered.ts';

/** `network`: it did not arrive; `format`: this browser cannot play it. */
export type Unavailable = 'network' | 'format';

export interface Player {
  /** To be given to the video or audio. */
  media: RefObject<HTMLMediaElement | null>;
  frame: RefObject<HTMLElement | null>;
  /** Where it stands, told as often as the browser tells it. */
  seconds: number;
  unavailable: Unavailable | null;
  speed: number;
  /** Language of the captions that are shown. */
  captions: string | null;
  setSpeed: (speed: number) => void;
  setCaptions: (language: string | null) => void;
  /** Goes to a place and plays. */
  playFrom: (seconds: number) => void;
  tryAgain: () => void;
}

/** One recording, its keys, and what was chosen for all of them. */
export function usePlayer(languages: readonly string[]): Player {
  const media = useRef<HTMLMediaElement>(null);
  const frame = useRef<HTMLElement>(null);
  const [seconds, setSeconds] = useState(0);
  const [unavailable, setUnavailable] = useState<Unavailable | null>(null);
  const [speed, setSpeed] = useState(storedSpeed);
  const [captions, setCaptions] = useState(() => among(languages, storedCaptions()));

  const chooseSpeed = useCallback((next: number) => {
    storeSpeed(next);
    setSpeed(next);
  }, []);
  const chooseCaptions = useCallback((language: string | null) => {
    storeCaptions(language);
    setCaptions(language);
  }, []);
  const playFrom = useCallback((at: number) => {
    const element = media.current;
    if (!element) return;
    element.currentTime = at;
    setSeconds(at);
    void begin(element);
  }, []);
  const tryAgain = useCallback(() => {
    setUnavailable(null);
    const element = media.current;
    if (!element) return;
    const at = element.currentTime;
    element.load();
    if (at > 0) element.currentTime = at;
  }, []);

  useEffect(() => {
    const element = media.current;
    if (!element) return;
    const tick = (): void => setSeconds(element.currentTime);
    const broke = (): void => setUnavailable(whyUnavailable(element));
    const changedSpeed = (): void => {
      // Chosen in the browser's own menu.
      if (speeds.some((one) => one === element.playbackRate)) chooseSpeed(element.playbackRate);
    };
    element.addEventListener('timeupdate', tick);
    element.addEventListener('seeked', tick);
    element.addEventListener('error', broke);
    element.addEventListener('ratechange', changedSpeed);
    return () => {
      element.removeEventListener('timeupdate', tick);
      element.removeEventListener('seeked', tick);
      element.removeEventListener('error', broke);
      element.removeEventListener('ratechange', changedSpeed);
    };
  }, [chooseSpeed]);

  useEffect(() => {
    const element = media.current;
    if (!element) return;
    element.defaultPlaybackRate = speed;
    element.playbackRate = speed;
  }, [speed]);

  useCaptions(media, captions, chooseCaptions);
  usePlayerKeys({ media, frame, languages, captions, chooseCaptions });
  return {
    media,
    frame,
    seconds,
    unavailable,
    speed,
    captions,
    setSpeed: chooseSpeed,
    setCaptions: chooseCaptions,
    playFrom,
    tryAgain,
  };
}

/** Shows the captions of one language; hears when they are chosen in the browser's own menu. */
function useCaptions(
  media: RefObject<HTMLMediaElement | null>,
  captions: string | null,
  choose: (language: string | null) => void,
): void {
  useEffect(() => {
    const tracks = media.current?.textTracks;
    if (!tracks) return;
    for (const track of tracks) track.mode = track.language === captions ? 'showing' : 'disabled';
    const changed = (): void => {
      const shown = [...tracks].find(({ mode }) => mode === 'showing')?.language ?? null;
      if (shown !== captions) choose(shown);
    };
    tracks.addEventListener('change', changed);
    return () => tracks.removeEventListener('change', changed);
  }, [media, captions, choose]);
}

interface KeyParts {
  media: RefObject<HTMLMediaElement | null>;
  frame: RefObject<HTMLElement | null>;
  languages: readonly string[];
  captions: string | null;
  chooseCaptions: (language: string | null) => void;
}

function usePlayerKeys({ media, frame, languages, captions, chooseCaptions }: KeyParts): void {
  const singleKeys = useSingleKeys();
  useEffect(() => {
    const heard = (press: KeyboardEvent): void => {
      const element = media.current;
      const deed = element && playerAct(press.key, pressedAt(press, frame.current), singleKeys);
      if (!deed) return;
      // The browser's own controls know some of these keys, too.
      press.preventDefault();
      if (deed.act === 'captions') chooseCaptions(captions ? null : (languages[0] ?? null));
      else act(element, deed);
    };
    // Before the video itself hears of it.
    document.addEventListener('keydown', heard, true);
    return () => document.removeEventListener('keydown', heard, true);
  }, [media, frame, languages, captions, chooseCaptions, singleKeys]);
}

function act(element: HTMLMediaElement, deed: Exclude<PlayerAct, { act: 'captions' }>): void {
  switch (deed.act) {
    case 'toggle':
      if (element.paused) void begin(element);
      else element.pause();
      break;
    case 'seek':
      element.currentTime = Math.max(
        0,
        Math.min(element.duration || 0, element.currentTime + deed.bySeconds),
      );
      break;
    case 'volume':
      element.volume = Math.max(0, Math.min(1, element.volume + deed.by));
      break;
    case 'mute':
      element.muted = !element.muted;
      break;
    case 'fullscreen':
      if (document.fullscreenElement) void document.exitFullscreen().catch(() => {});
      // Where a device allows none, the picture stays where it is.
      else void element.requestFullscreen?.().catch(() => {});
      break;
  }
}

async function begin(element: HTMLMediaElement): Promise<void> {
  // Why it does not play, `error` tells; a play that was called off needs no telling.
  await element.play().catch(() => {});
}

function whyUnavailable({ error, networkState }: HTMLMediaElement): Unavailable {
  if (error?.code === MediaError.MEDIA_ERR_NETWORK) return 'network';
  const isWithout = networkState === HTMLMediaElement.NETWORK_NO_SOURCE && !navigator.onLine;
  return isWithout ? 'network' : 'format';
}

/** The language of these that fits best: itself, or another manner of it. */
function among(languages: readonly string[], wanted: string | null): string | null {
  if (wanted === null) return null;
  const base = wanted.split('-')[0];
  return (
    languages.find((one) => one === wanted) ?? languages.find((one) => one.split('-')[0] === base) ?? null
  );
}
