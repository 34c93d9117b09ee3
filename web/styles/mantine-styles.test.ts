// A Mantine component without its stylesheet looks broken only on the screen that uses it, so the
// list in mantine.css is compared with what the web imports.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { theme } from '../theme.ts';

const WEB = fileURLToPath(new URL('..', import.meta.url));
const STYLES = fileURLToPath(new URL('../../node_modules/@mantine/core/styles/', import.meta.url));

/** Components that are built of others, and whose styles those bring. */
const BUILT_OF: Record<string, string[]> = {
  TextInput: ['Input'], Textarea: ['Input'], Select: ['Input', 'Combobox', 'ScrollArea'],
  NativeSelect: ['Input'], InputBase: ['Input'],
  MultiSelect: ['Input', 'Combobox', 'PillsInput', 'Pill'],
  PasswordInput: ['Input', 'PasswordInput'], NumberInput: ['Input', 'NumberInput'],
  Checkbox: ['Checkbox', 'InlineInput'], Switch: ['Switch', 'InlineInput'],
  Radio: ['Radio', 'InlineInput'], Modal: ['Modal', 'ModalBase', 'Overlay', 'Paper', 'CloseButton'],
  Drawer: ['Drawer', 'ModalBase', 'Overlay', 'Paper', 'CloseButton'],
};

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'dist') return [];
    if (entry.isDirectory()) return sources(`${folder}${entry.name}/`);
    return entry.name.endsWith('.tsx') ? [`${folder}${entry.name}`] : [];
  });
}

function importedComponents(): Set<string> {
  const names = sources(WEB).flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return [...text.matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)]
      .flatMap((match) => (match[1] ?? '').split(',').map((name) => name.trim()));
  });
  return new Set(names.filter((name) => /^[A-Z]/.test(name)));
}

test('every Mantine component in use has its styles in mantine.css', () => {
  const css = readFileSync(new URL('./mantine.css', import.meta.url), 'utf8');
  const components = importedComponents();
  assert.ok(components.has('Button'), 'the search for imports finds nothing');
  const wanted = [...components].flatMap((name) => BUILT_OF[name] ?? [name])
    .filter((name) => existsSync(`${STYLES}${name}.layer.css`));
  const missing = wanted.filter((name) => !css.includes(`styles/${name}.layer.css`));
  assert.deepEqual([...new Set(missing)], []);
});

test('inputs of every kind are of one height', () => {
  const inputs = [...importedComponents()].filter((name) => BUILT_OF[name]?.includes('Input'));
  assert.ok(inputs.length > 4, 'the search for inputs finds next to nothing');
  const sizes = inputs.map((name) => {
    const { defaultProps } = theme.components?.[name] ?? {};
    return [name, (defaultProps as { size?: string } | undefined)?.size];
  });
  assert.deepEqual(sizes, inputs.map((name) => [name, 'xs']));
});
