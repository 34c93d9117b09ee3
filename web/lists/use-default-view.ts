import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { linkOfView, useSavedViews } from '../api/views.ts';
import { useListLayout } from './use-layout.ts';
import type { Noun } from './use-layout.ts';

/**
 * A list opened without any words in its address opens with the person's default view, else as it
 * `begins`, once.
 */
export function useDefaultView(noun: Noun, search: object, begins?: object): void {
  const { layout, isKnown } = useListLayout(noun);
  const views = useSavedViews(noun);
  const navigate = useNavigate();
  const isSettled = useRef(Object.keys(search).length > 0);
  const view = views.find(({ id }) => id === layout?.defaultViewId);
  useEffect(() => {
    if (isSettled.current || !isKnown || (layout?.defaultViewId && !view)) return;
    isSettled.current = true;
    if (view) void navigate({ ...linkOfView(view), replace: true });
    else if (begins) void navigate({ to: '.', search: begins, replace: true });
  }, [isKnown, layout, view, navigate, begins]);
}
