// Icons are imported file by file (the package's barrel costs seconds of every build); the files
// carry no types of their own.
declare module '@tabler/icons-react/dist/esm/icons/*.mjs' {
  import type { Icon } from '@tabler/icons-react';

  const icon: Icon;
  export default icon;
}
