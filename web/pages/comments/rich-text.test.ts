import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { mentionQuery, readRichText, toggleBold, toggleList } from './rich-text.ts';

const words = (text: string, names: string[] = []) =>
  readRichText(text, names).flatMap((block) => block.parts);

test('bold, lists, addresses and mentions are read; everything else is text', () => {
  assert.deepEqual(words('**Срочно** @Иванов Пётр, см. https://example.org/a.', ['Иванов Пётр']), [
    { kind: 'bold', text: 'Срочно' }, { kind: 'text', text: ' ' },
    { kind: 'mention', text: '@Иванов Пётр' }, { kind: 'text', text: ', см. ' },
    { kind: 'link', text: 'https://example.org/a', href: 'https://example.org/a' },
    { kind: 'text', text: '.' },
  ]);
  assert.deepEqual(readRichText('- насос\n2) кабель').map(({ kind, mark }) => [kind, mark]),
    [['bullet', undefined], ['number', '2']]);
  assert.deepEqual(words('a@b.ru и @Никто'), [{ kind: 'text', text: 'a@b.ru и @Никто' }]);
});

test('nothing that people paste becomes an address that runs', () => {
  fc.assert(fc.property(fc.string(), (text) => {
    for (const part of words(`javascript:alert(1) <a href="x">${text}`)) {
      if (part.kind === 'link') assert.match(part.href, /^https?:\/\//);
    }
  }));
});

test('no letter of a text without marks is lost', () => {
  fc.assert(fc.property(fc.string().filter((text) => !/[*\-•\d]/.test(text)), (text) => {
    const shown = readRichText(text).map((block) =>
      block.parts.map((part) => part.text).join('')).join('\n');
    assert.equal(shown, text);
  }));
});

test('marks come and go with the same key', () => {
  const bold = toggleBold({ text: 'очень срочно', from: 6, to: 12 });
  assert.equal(bold.text, 'очень **срочно**');
  assert.equal(toggleBold(bold).text, 'очень срочно');
  const list = toggleList({ text: 'а\nб', from: 0, to: 3 });
  assert.equal(list.text, '- а\n- б');
  assert.equal(toggleList({ ...list, from: 0 }).text, 'а\nб');
});

test('a name is being typed only right before the caret', () => {
  assert.equal(mentionQuery('Привет, @Ива', 12), 'Ива');
  assert.equal(mentionQuery('@', 1), '');
  assert.equal(mentionQuery('почта a@b', 9), null);
  assert.equal(mentionQuery('@Иванов Пётр посмотри пожалуйста', 32), null);
  assert.equal(mentionQuery('@ ', 2), null);
});
