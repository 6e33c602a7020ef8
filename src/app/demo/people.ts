/** A person of the demo class. `key` is the part of the address before `@demo.test`. */
export interface DemoPerson {
  key: string;
  name: string;
  zone: string;
}

/** Visitors become these by one click; the simulator never acts as one of them. */
export const visitors = {
  ines: { key: 'ines', name: 'Inês Rocha', zone: 'Europe/Lisbon' },
  amara: { key: 'amara', name: 'Amara Osei', zone: 'Africa/Lagos' },
  jonas: { key: 'jonas', name: 'Jonas Weber', zone: 'Europe/Berlin' },
  lucia: { key: 'lucia', name: 'Lucía Gil Fernández', zone: 'America/Bogota' },
  paula: { key: 'paula', name: 'Paula Lang', zone: 'Europe/Berlin' },
  ops: { key: 'ops', name: 'Robin Okafor', zone: 'Africa/Lagos' },
} as const satisfies Record<string, DemoPerson>;

/**
 * The rest of the class: names that a layout must be able to carry (long, of one word, with accents, from
 * right to left), nine countries, six time zones.
 */
export const classmates: readonly DemoPerson[] = (
  [
    ['mina', '박민아', 'Asia/Manila'],
    ['omar', 'عمر سعيد', 'Africa/Cairo'],
    ['leo', 'Leo', 'Europe/Berlin'],
    ['noor', 'نور الهاشمي', 'Africa/Cairo'],
    ['chidi', 'Chidiebere Nwankwo-Adeyemi', 'Africa/Lagos'],
    ['ana', 'Ana Clara Figueiredo de Vasconcelos e Sousa', 'America/Bogota'],
    ['sven', 'Sven Åkerström', 'Europe/Berlin'],
    ['zoe', 'Zoë Lefèvre', 'Europe/Berlin'],
    ['tala', 'Tala Reyes', 'Asia/Manila'],
    ['yusuf', 'Yusuf Bello', 'Africa/Lagos'],
    ['greta', 'Greta Nowak', 'Europe/Berlin'],
    ['mateo', 'Mateo Restrepo', 'America/Bogota'],
    ['ngozi', 'Ngozi Eze', 'Africa/Lagos'],
    ['kofi', 'Kofi Mensah', 'Africa/Lagos'],
    ['ines2', 'Inés Cárdenas', 'America/Bogota'],
    ['hana', 'Hana Dvořáková', 'Europe/Berlin'],
    ['bayo', 'Adébáyọ̀ Akínwálé', 'Africa/Lagos'],
    ['salma', 'سلمى فؤاد', 'Africa/Cairo'],
    ['jun', 'Jun Santos', 'Asia/Manila'],
    ['priya', 'Priya Raghunathan', 'Asia/Kolkata'],
    ['arjun', 'Arjun Menon', 'Asia/Kolkata'],
    ['lars', 'Lars', 'Europe/Berlin'],
    ['elif', 'Elif Yıldız', 'Europe/Berlin'],
    ['dami', 'Damilola Ogunleye', 'Africa/Lagos'],
    ['carlos', 'Carlos Jiménez Ortiz', 'America/Bogota'],
    ['fatou', 'Fatou Diallo', 'Africa/Lagos'],
    ['tomas', 'Tomáš Král', 'Europe/Berlin'],
    ['maya', 'Maya Iyer', 'Asia/Kolkata'],
    ['rafa', 'Rafael Castaño', 'America/Bogota'],
    ['ifeoma', 'Ifeoma Uche', 'Africa/Lagos'],
    ['karim', 'كريم منصور', 'Africa/Cairo'],
    ['joy', 'Joy dela Cruz', 'Asia/Manila'],
    ['emil', 'Emil Sørensen', 'Europe/Berlin'],
    ['wanjiru', 'Wanjirũ', 'Africa/Lagos'],
    ['nadia', 'Nadia Haddad', 'Africa/Cairo'],
    ['vik', 'Vikram Subramanian Venkataraghavan', 'Asia/Kolkata'],
    ['bea', 'Beatriz Morales', 'America/Bogota'],
    ['ola', 'Ọlá Fáṣọlá', 'Africa/Lagos'],
    ['max', 'Maximiliane von Hohenstein-Waldburg', 'Europe/Berlin'],
    ['lia', 'Lia', 'Asia/Manila'],
    ['sade', 'Ṣadé Balógun', 'Africa/Lagos'],
  ] as const
).map(([key, name, zone]) => ({ key, name, zone }));
