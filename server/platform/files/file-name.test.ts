import assert from 'node:assert/strict';
import test from 'node:test';
import { cleanFileName, dispositionOf, mediaTypeOf } from './file-name.ts';

test('a name is never a path and hides nothing', () => {
  const cases: [given: string, clean: string][] = [
    ['Счёт №5 от 23.11.pdf', 'Счёт №5 от 23.11.pdf'],
    ['C:\\Документы\\..\\Счёт.pdf', 'Счёт.pdf'],
    ['../../../etc/passwd.txt', 'passwd.txt'],
    ['a\u0000b\n.pdf', 'ab.pdf'],
    ['счёт\u202efdp.exe.pdf', 'счётfdp.exe.pdf'],
    ['цена: 5 <руб>?.xlsx', 'цена_ 5 _руб__.xlsx'],
    ['  схема.dwg. . ', 'схема.dwg'],
    // Letter and breve apart, as macOS writes й.
    ['чертеж\u0438\u0306.pdf', 'чертежй.pdf'],
  ];
  for (const [given, clean] of cases) assert.equal(cleanFileName(given), clean);
  for (const empty of ['', '   ', '..', 'папка/', '\u202e', '...']) {
    assert.throws(() => cleanFileName(empty), { code: 'field.invalid' }, JSON.stringify(empty));
  }
});

test('a long name keeps its extension', () => {
  const name = cleanFileName(`${'я'.repeat(300)}.pdf`);
  assert.equal([...name].length, 200);
  assert.match(name, /яя\.pdf$/);
});

test('the type is that of the extension; what a browser runs is refused', () => {
  assert.equal(mediaTypeOf('КП.PDF'), 'application/pdf');
  for (const name of ['page.html', 'run.exe', 'image.svg', 'script.js', 'без расширения',
    '.pdf', 'a.constructor', 'a.pdf.scr']) {
    assert.throws(() => mediaTypeOf(name), { code: 'media.unsupported' }, name);
  }
});

test('the header says the name to old programs and to new ones', () => {
  assert.equal(dispositionOf('attachment', 'Счёт "5" (копия).pdf'),
    'attachment; filename="____ _5_ (_____).pdf"; '
    + 'filename*=UTF-8\'\'%D0%A1%D1%87%D1%91%D1%82%20%225%22%20%28%D0%BA%D0%BE%D0%BF%D0%B8%D1%8F'
    + '%29.pdf');
  assert.equal(dispositionOf('inline', "o'k*.png"),
    'inline; filename="o\'k*.png"; filename*=UTF-8\'\'o%27k%2A.png');
});
