import css from './kbd.module.css';

/** `keys="G D"` draws each key; order is the order of pressing. */
export function Keys({ keys }: { keys: string }) {
  return <kbd className={css.kbd}>{keys}</kbd>;
}
