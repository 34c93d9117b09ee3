// Looking through another's eyes changes who this browser is: every tab of it begins anew.
const STORAGE_KEY = 'viewingChangedAt';

/** Leaves the page for the first one, with nothing of the previous person in memory. */
export function reloadAsOther(): void {
  localStorage.setItem(STORAGE_KEY, String(Date.now()));
  window.location.assign('/');
}

/** Calls back when another tab has begun or ended a look. */
export function onViewingElsewhere(react: () => void): () => void {
  const listener = (event: StorageEvent) => {
    if (event.key === STORAGE_KEY) react();
  };
  window.addEventListener('storage', listener);
  return () => window.removeEventListener('storage', listener);
}
