import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';

type Search = Record<string, unknown>;

/**
 * Opens the record that a form has just made. The list goes without its form first, else «Назад»
 * would open the form once more.
 */
export function useOpenMade(): (to: string) => Promise<void> {
  const navigate = useNavigate();
  return useCallback(async (to: string) => {
    await navigate({
      to: '.', replace: true,
      search: (previous: Search) => ({ ...previous, create: undefined, stage: undefined }),
    });
    await navigate({ to });
  }, [navigate]);
}
