/** Names that browsers still list although the places are called otherwise by those who live there. */
const renamed: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
};

/** Zones by their names; the chosen one is among them even where this browser would not list it. */
export function zoneOptions(chosen: string): { id: string; label: string }[] {
  const listed = Intl.supportedValuesOf('timeZone').map((zone) => renamed[zone] ?? zone);
  const names = new Set([...listed, 'UTC', chosen]);
  return [...names].sort().map((id) => ({ id, label: id.replaceAll('_', ' ').replaceAll('/', ', ') }));
}
