/** How somebody likes to take a quiz; kept on the device. */
export interface AttemptChoices {
  layout: 'one' | 'list';
  hidesTime: boolean;
}

const CHOICES_KEY = 'stoa.quiz';

export function storedChoices(): AttemptChoices {
  try {
    const kept = JSON.parse(localStorage.getItem(CHOICES_KEY) ?? '{}') as Partial<AttemptChoices>;
    return { layout: kept.layout === 'list' ? 'list' : 'one', hidesTime: kept.hidesTime === true };
  } catch {
    return { layout: 'one', hidesTime: false }; // Storage is forbidden here, or holds something else.
  }
}

export function storeChoices(choices: AttemptChoices): void {
  try {
    localStorage.setItem(CHOICES_KEY, JSON.stringify(choices));
  } catch {
    // Storage is forbidden here: the choice holds until the page is left.
  }
}
