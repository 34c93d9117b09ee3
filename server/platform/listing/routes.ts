// Addresses that every noun's list has.
import { calendarRead, groupsList, layoutRead, layoutWrite } from '#contract/lists';
import { requireRight } from '#platform/actor';
import type { Bind } from '#platform/http/bind';
import { readLayout, saveLayout } from './layouts.ts';
import { runCalendar } from './run-calendar.ts';
import { runGroups } from './run-groups.ts';
import { listFrame, requireSubject, type Subjects } from './subject.ts';

export function listRoutes(bind: Bind, subjects: Subjects): void {
  bind(groupsList, async (ctx, { params, query }) => {
    const subject = requireSubject(subjects, params.noun);
    requireRight(ctx.actor, subject.entity, 'read');
    const source = subject.source(ctx, query.q, query.filter);
    return runGroups(ctx.db, source, query, listFrame(ctx));
  });
  bind(calendarRead, async (ctx, { params, query }) => {
    const subject = requireSubject(subjects, params.noun);
    requireRight(ctx.actor, subject.entity, 'read');
    const source = subject.source(ctx, query.q);
    return runCalendar(ctx.db, { subject, source }, query, listFrame(ctx));
  });
  bind(layoutRead, (ctx, { params }) => readLayout(ctx, params.noun));
  bind(layoutWrite, (ctx, { params, body }) => saveLayout(ctx, params.noun, body));
}
