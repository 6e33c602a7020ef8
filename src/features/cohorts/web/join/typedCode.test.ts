import { expect, test } from 'vitest';
import { isSessionCode, typedCode } from './typedCode.ts';

test('CO24 a code is shown in two groups while it is typed, however it is typed', () => {
  expect(typedCode('ac')).toEqual({ shown: 'AC', code: undefined });
  expect(typedCode('acde f')).toEqual({ shown: 'ACDE F', code: undefined });
  for (const typed of ['acdefhjk', 'ACDE FHJK', 'acde-fhjk', ' acde  fhjk…'])
    expect(typedCode(typed)).toEqual({ shown: 'ACDE FHJK', code: 'ACDEFHJK' });
});

test('the six digits of a live session are shown in threes, and are a code too', () => {
  expect(typedCode('4279')).toEqual({ shown: '427 9', code: undefined });
  for (const typed of ['427913', '427 913', '427-913'])
    expect(typedCode(typed)).toEqual({ shown: '427 913', code: '427913' });
  // Somebody goes on typing: it is the code of a cohort after all.
  expect(typedCode('427 9137')).toEqual({ shown: '4279 137', code: undefined });
  expect(typedCode('427 91378')).toEqual({ shown: '4279 1378', code: '42791378' });
  expect(['427913', '42791378', 'ACDEFHJK', '42791'].map(isSessionCode)).toEqual([true, false, false, false]);
});
