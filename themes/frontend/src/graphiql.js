/**
 * GraphiQL, for the demo: the ready queries of the page as tabs, asked of the endpoint that the page names.
 * Nothing is kept in the browser, so that every visit begins with the same tabs.
 */
import { GraphiQL } from 'graphiql';
import 'graphiql/graphiql.css';
import './graphiql.css';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

const root = document.querySelector('[data-endpoint]');
const examples = JSON.parse(document.getElementById('examples').textContent);
const kept = new Map();
const storage = {
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, value) => kept.set(key, value),
  removeItem: (key) => kept.delete(key),
  clear: () => kept.clear(),
  get length() {
    return kept.size;
  },
};

async function ask(question) {
  const answer = await fetch(root.dataset.endpoint, {
    method: 'POST',
    credentials: 'omit',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(question),
  });
  return answer.json();
}

const tabs = examples.map(({ query, variables }) => ({ query, variables: JSON.stringify(variables, null, 2) }));

createRoot(root).render(
  createElement(GraphiQL, {
    fetcher: ask,
    storage,
    isHeadersEditorEnabled: false,
    defaultTheme: 'light',
    defaultTabs: tabs,
    query: tabs[0].query, // the first tab is open, and GraphiQL fills it from here
    variables: tabs[0].variables,
  })
);
