import { expect, test } from 'vitest';
import { damageRound } from '../bench/proofs/damage.ts';
import { killRounds } from '../bench/proofs/kill.ts';
import { inScratchFolder } from '../bench/servers/scratch.ts';

test('LOG1 DEL1 DEL4 killed in the middle of 500 completions, on the embedded database: nothing acknowledged is lost, readers catch up', async () => {
  const rounds = await inScratchFolder((folder) =>
    killRounds({ DATA_DIR: folder }, { seeds: ['oak', 'ash', 'elm'] }),
  );
  expect(rounds).toHaveLength(3);
  for (const round of rounds) expect(round).toMatchObject({ faults: [], cameBack: 24 });
}, 180_000);

test('LOG8 DEL5 a truncated data folder comes back from its dump in a new epoch, and every reader is told', async () => {
  const round = await inScratchFolder((folder) => damageRound(folder, 'the control file', 'yew'));
  expect(round).toMatchObject({ faults: [], toldToStartOver: round.readers });
}, 180_000);
