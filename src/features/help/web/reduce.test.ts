import { describe, expect, test } from 'vitest';
import { helpLimits, type HelpOffer, type OwnHelpOffer } from '../contract.ts';
import {
  ofStudentChanged,
  ofStudentForgotten,
  ownChanged,
  standingChanged,
  standingForgotten,
} from './reduce.ts';

const own: OwnHelpOffer = {
  ...{ id: 'b', cohortId: 'north', by: { id: 'ines', name: 'Inês' }, text: 'An hour?' },
  ...{ offeredAt: '2026-06-09T10:00:00.000Z', state: 'open', answeredAt: null, reply: '' },
};
const one: HelpOffer = { ...own, studentId: 'amara', closedAt: null, outcome: null };
const north = { input: { cohortId: 'north' } };
const amara = { input: { cohortId: 'north', studentId: 'amara' } };

describe('one’s own', () => {
  test('the newest word takes the place of what was, and what is closed is gone', () => {
    const accepted = { ...own, state: 'accepted' as const };
    expect(ownChanged({ offer: null }, own, north)).toEqual({ offer: own });
    expect(ownChanged({ offer: own }, accepted, north)).toEqual({ offer: accepted });
    expect(ownChanged({ offer: accepted }, { ...own, state: 'closed' }, north)).toEqual({ offer: null });
  });

  test('what changes nothing leaves the same picture', () => {
    const data = { offer: own };
    expect(ownChanged(data, { ...own }, north)).toBe(data);
    expect(ownChanged(data, { ...own, id: 'a', state: 'closed' }, north)).toBe(data);
    expect(ownChanged(data, { ...own, cohortId: 'south', text: 'Another' }, north)).toBe(data);
  });
});

describe('those of a cohort that stand', () => {
  test('the newest come first, and what is closed is gone', () => {
    const newer = { ...one, id: 'c', studentId: 'jonas' };
    const both = standingChanged({ offers: [one] }, newer, north);
    expect(both).toEqual({ offers: [newer, one] });
    expect(standingChanged({ offers: [newer, one] }, { ...newer, state: 'closed' }, north)).toEqual({
      offers: [one],
    });
  });

  test('of a full list only the server knows who moves up', () => {
    const offers = Array.from({ length: helpLimits.standing }, (_one, place) => ({
      ...one,
      id: String(place).padStart(3, '0'),
      studentId: String(place),
    })).reverse();
    expect(standingChanged({ offers }, { ...offers[0]!, state: 'closed' }, north)).toBe('refetch');
    expect(standingForgotten({ offers }, { cohortId: 'north', studentId: '7' }, north)).toBe('refetch');
  });

  test('of whoever is forgotten nothing is left', () => {
    const data = { offers: [one] };
    expect(standingForgotten(data, { cohortId: 'north', studentId: 'amara' }, north)).toEqual({ offers: [] });
    expect(standingForgotten(data, { cohortId: 'south', studentId: 'amara' }, north)).toBe(data);
    expect(standingForgotten(data, { cohortId: 'north', studentId: 'jonas' }, north)).toBe(data);
  });
});

describe('those of one student', () => {
  test('what is closed stays in the list, and others’ are not in it', () => {
    const closed: HelpOffer = { ...one, state: 'closed', closedAt: own.offeredAt, outcome: 'helped' };
    const data = { offers: [one] };
    expect(ofStudentChanged(data, closed, amara)).toEqual({ offers: [closed] });
    expect(ofStudentChanged(data, { ...one, studentId: 'jonas' }, amara)).toBe(data);
    expect(ofStudentChanged(data, { ...one }, amara)).toBe(data);
    expect(ofStudentForgotten(data, { cohortId: 'north', studentId: 'amara' }, amara)).toEqual({
      offers: [],
    });
    expect(ofStudentForgotten(data, { cohortId: 'north', studentId: 'jonas' }, amara)).toBe(data);
  });
});
