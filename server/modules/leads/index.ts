// The face of leads: requests of customers, until they are deals of somebody.
//
// Events (entity 'lead'; data.version is the version after the change):
// lead.created {version} · lead.edited {version, changes: {field: {old, new}}} · lead.stageMoved
// {version, act: move | close | reopen, changes} · lead.passed {version, deal, asked, employee,
// why: self | deputy | head | administrator, changes} · lead.accepted {version, deal, changes} ·
// lead.returned {version, reason, deal, employee, changes}. References in changes are {id, name}.
import './constraints.ts';

export { acceptLead, returnLead, settleAcceptances } from './answer-lead.ts';
export { convertLead } from './convert-lead.ts';
export { addLead, createLead, receiveLead } from './create-lead.ts';
export { leadDaySection } from './day-section.ts';
export { editLead } from './edit-lead.ts';
export { leadsFollower } from './follow-merge.ts';
export { followLeadSources } from './follow-sources-due.ts';
export { leadAccess, leadTitles } from './lead-links.ts';
export { requireLead, type LeadRow } from './lead-row.ts';
export { countOwnOpenLeads, listLeads, readBoard } from './list-leads.ts';
export { leadSubject } from './lead-subject.ts';
export { moveStage } from './move-stage.ts';
export { setStageRules } from './stage-rules.ts';
export { readStages } from './stages.ts';
export { ensureLeadPresets } from './presets.ts';
export { readCard } from './read-card.ts';
export { dealsOfReceived } from './received-deals.ts';
export { dealsOfLead, readRelated, relatedLeads } from './related.ts';
export { leadsRoutes } from './routes.ts';
export { leadSearchProvider } from './search-leads.ts';
export { readTopics, saveTopics } from './topics.ts';
export { leadFacts, leadsGuards, visibleLeads } from './visibility.ts';
