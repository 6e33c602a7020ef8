const colours = [
  ...[
    'Amber',
    'Azure',
    'Bright',
    'Calm',
    'Cedar',
    'Clear',
    'Coral',
    'Dusky',
    'Early',
    'Ember',
    'Fern',
    'Gentle',
  ],
  ...[
    'Golden',
    'Hazel',
    'Indigo',
    'Ivory',
    'Jade',
    'Late',
    'Lilac',
    'Maple',
    'Mellow',
    'Misty',
    'Olive',
    'Pearl',
  ],
  ...[
    'Quiet',
    'Ruby',
    'Saffron',
    'Silver',
    'Sunny',
    'Swift',
    'Teal',
    'Umber',
    'Velvet',
    'Violet',
    'Willow',
    'Windy',
  ],
];
const animals = [
  ...[
    'Badger',
    'Beaver',
    'Bison',
    'Crane',
    'Curlew',
    'Dolphin',
    'Falcon',
    'Finch',
    'Fox',
    'Gazelle',
    'Gecko',
  ],
  ...[
    'Heron',
    'Ibex',
    'Ibis',
    'Kestrel',
    'Koala',
    'Lark',
    'Lemur',
    'Lynx',
    'Marmot',
    'Marten',
    'Merlin',
    'Newt',
  ],
  ...[
    'Ocelot',
    'Oriole',
    'Otter',
    'Owl',
    'Panda',
    'Petrel',
    'Plover',
    'Puffin',
    'Quail',
    'Raven',
    'Robin',
    'Seal',
  ],
  ...['Sparrow', 'Stork', 'Swift', 'Tapir', 'Tern', 'Toucan', 'Turtle', 'Vole', 'Wombat', 'Wren'],
];

const plainTries = 20;

/**
 * A made-up name, `Amber Otter`. Names are made up by the house: what people write themselves would have to be looked
 * through before a class sees it on the wall, and could be somebody else's name.
 *
 * @param tried how often a name was taken already; after many tries it has a figure, too
 * @param random returns a number in [0, 1)
 */
export function madeUpName(tried: number, random: () => number): string {
  const one = (names: readonly string[]): string => names[Math.floor(random() * names.length)]!;
  const name = `${one(colours)} ${one(animals)}`;
  return tried < plainTries ? name : `${name} ${2 + Math.floor(random() * 9_998)}`;
}
