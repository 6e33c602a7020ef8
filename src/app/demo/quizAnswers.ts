import type { ItemAnswer, ItemAsked } from '#features/quizzes/contract.ts';

/** How the people of the demo class answer what they do not know. */
export function guess(asked: ItemAsked, random: () => number): ItemAnswer {
  const pick = <Thing>(things: readonly Thing[]): Thing => things[Math.floor(random() * things.length)]!;
  switch (asked.kind) {
    case 'single':
      return { kind: 'single', optionId: pick(asked.options).id };
    case 'multiple': {
      const some = asked.options.filter(() => random() < 0.5);
      const chosen = some.length > 0 ? some : [pick(asked.options)];
      return { kind: 'multiple', optionIds: chosen.map(({ id }) => id) };
    }
    case 'truth':
      return { kind: 'truth', value: random() < 0.5 };
    case 'numeric':
      return { kind: 'numeric', value: pick(['8', '6', '10', '0', '3']) };
    case 'text':
      return { kind: 'text', text: pick(['UNTIL', 'NOT', 'WHO', 'CHECKED']) };
    case 'ordering':
      return { kind: 'ordering', optionIds: asked.options.map(({ id }) => id) };
    case 'matching': {
      const rights = [...asked.right];
      return { kind: 'matching', pairs: asked.left.map(({ id }) => ({ left: id, right: pick(rights).id })) };
    }
    case 'gaps':
      return {
        kind: 'gaps',
        texts: asked.pieces.flatMap((piece) =>
          'gapId' in piece
            ? [
                {
                  gapId: piece.gapId,
                  text: piece.options ? pick(piece.options).id : pick(['useful', 'helpful']),
                },
              ]
            : [],
        ),
      };
  }
}
