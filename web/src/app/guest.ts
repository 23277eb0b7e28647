// What an element needs in a page of others, loaded where it stands in one.
export { Approach } from './approach.js';
export { HostTheme } from './host-theme.js';
export { Standing } from './standing.js';
