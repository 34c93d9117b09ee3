import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { CustomKind } from '#contract/custom-fields';
import type { Definition } from './definition.ts';
import { type Cell, isTyped, readCell } from './read-cell.ts';

const option = (name: string, index: number, archived = false) =>
  ({ code: `o${index}`, name, colour: 'gray' as const, archived });

function field(kind: CustomKind, names: string[] = []): Definition {
  return {
    id: 1, entity: 'deal', code: 'x', name: 'Поле', kind, hint: null, section: null,
    options: names.map((name, index) => option(name, index)), readerRoleIds: null,
    editorRoleIds: null,
    isFrequent: false, isSearched: false, isListed: true, archivedAt: null, version: 1,
  };
}

function read(of: Definition, cell: Cell): unknown {
  assert.ok(isTyped(of));
  const result = readCell(of, cell);
  return 'value' in result ? result.value : result.reason;
}

test('cells are read as people write them', () => {
  const cases: [CustomKind, Cell, unknown][] = [
    ['money', '1 660 000,50 ₽', 166_000_050], ['money', 0.1 + 0.2, 30], ['money', '−3', -300],
    ['money', '12 руб.', 1200], ['money', 12.345, '«12.345»: нужна сумма, например 1200,50'],
    ['number', '1 234,5', 1234.5], ['number', '0x10', '«0x10»: нужно число, например 12,5'],
    ['date', '5.2.2026', '2026-02-05'], ['date', '31/12/26', '2026-12-31'],
    ['date', '2026-02-05T10:00:00Z', '2026-02-05'], ['date', 45_658, '2025-01-01'],
    ['date', new Date('2026-02-05T00:00:00Z'), '2026-02-05'],
    ['date', '30.02.2026', '«30.02.2026»: нужна дата, например 31.01.2026'],
    ['flag', 'Да', true], ['flag', '+', true], ['flag', 0, false], ['flag', false, false],
    ['flag', 'может быть', '«может быть»: нужно «да» или «нет»'],
    ['text', 42, '42'], ['text', '   ', null], ['list', null, null],
  ];
  for (const [kind, cell, expected] of cases) {
    assert.deepEqual(read(field(kind), cell), expected, `${kind}: ${String(cell)}`);
  }
  const cities = field('list', ['Орёл', 'Пермь']);
  assert.equal(read(cities, ' ОРЕЛ '), 'o0');
  assert.equal(read(cities, 'o1'), 'o1');
  assert.equal(read(cities, 'Омск'), '«Омск»: нет такого варианта');
});

test('several options are told apart even where their names hold the signs between them', () => {
  const many = field('multiList', ['Насос', 'Насос, б/у', 'Кран; шаровый', 'Кран']);
  assert.deepEqual(read(many, 'насос, б/у; кран'), ['o1', 'o3']);
  assert.deepEqual(read(many, 'Кран; шаровый, Насос'), ['o2', 'o0']);
  assert.equal(read(many, 'Насос; Вал'), '«Насос; Вал»: нет таких вариантов');
  // A thousand ways to split it, each tried once.
  assert.match(String(read(many, `${'Насос, '.repeat(700)}Вал`)), /нет таких/);
  const names = fc.uniqueArray(
    fc.string({ unit: fc.constantFrom('а', 'б', 'ё', '1', ' ', '-'), minLength: 1, maxLength: 8 })
      .map((name) => name.trim()).filter((name) => name !== ''),
    { minLength: 1, maxLength: 8, selector: (name) => name.replaceAll('ё', 'е') });
  fc.assert(fc.property(names, fc.infiniteStream(fc.boolean()), (all, coins) => {
    const chosen = all.map((_, index) => `o${index}`).filter(() => coins.next().value);
    const cell = chosen.map((code) => all[Number(code.slice(1))]).join('; ');
    assert.deepEqual(read(field('multiList', all), cell), chosen.length > 0 ? chosen : null);
  }));
});
