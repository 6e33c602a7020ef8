/** A reader for whom more than this waits is cut off and told to resume, on whatever door. */
export const mostWaitingBytes = 1_048_576;
/** A reader for whom more than this waits is counted as slow, once. */
export const slowAboveBytes = 262_144;
/** A long replay pauses above this. */
export const pauseAboveBytes = 262_144;
/** A reader that takes nothing for so long of what waits for it is cut off. */
export const stalledMs = 5_000;
