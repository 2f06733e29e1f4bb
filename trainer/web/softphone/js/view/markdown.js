// A knowledge article as elements. Only text and a few known tags come out of it, whatever the article holds.
import { h } from './dom.js';

const ALLOWED = new Set(['P', 'H1', 'H2', 'H3', 'H4', 'UL', 'OL', 'LI', 'STRONG', 'EM', 'CODE', 'BLOCKQUOTE', 'TABLE', 'THEAD', 'TBODY', 'TR', 'TH', 'TD', 'BR', 'HR', 'PRE']);
const DROPPED = new Set(['SCRIPT', 'STYLE', 'IFRAME', 'OBJECT', 'TEMPLATE', 'SVG', 'MATH']);

export function article({ html, markdown, text }) {
  if (typeof html === 'string') return cleaned(new DOMParser().parseFromString(html, 'text/html').body);
  return fromMarkdown(markdown ?? text ?? '');
}

// An article without the heading that only repeats its title.
export function underTitle(title, content) {
  const [first, ...rest] = article(content);
  return first?.tagName === 'H4' && first.textContent.trim() === title.trim() ? rest : [first, ...rest].filter(Boolean);
}

function cleaned(node) {
  return [...node.childNodes].flatMap((child) => {
    if (child.nodeType === Node.TEXT_NODE) return [document.createTextNode(child.textContent)];
    if (child.nodeType !== Node.ELEMENT_NODE || DROPPED.has(child.tagName.toUpperCase())) return [];
    const inside = cleaned(child);
    return ALLOWED.has(child.tagName) ? [h(heading(child.tagName), {}, inside)] : inside;
  });
}

// The page has its own first and second headings.
function heading(tag) {
  return { H1: 'h4', H2: 'h4', H3: 'h5', H4: 'h5' }[tag] ?? tag.toLowerCase();
}

function fromMarkdown(source) {
  const blocks = [];
  const lines = source.replace(/\r\n?/g, '\n').split('\n');
  for (let at = 0; at < lines.length;) {
    const [block, next] = blockAt(lines, at);
    if (block) blocks.push(block);
    at = next;
  }
  return blocks;
}

const ITEM = /^\s*(?:[-*+]|\d+[.)])\s+/;

function blockAt(lines, at) {
  const line = lines[at];
  if (!line.trim()) return [null, at + 1];
  const title = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
  if (title) return [h(title[1].length < 3 ? 'h4' : 'h5', {}, inline(title[2])), at + 1];
  if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) return [h('hr'), at + 1];
  if (ITEM.test(line)) return list(lines, at);
  if (line.startsWith('|') && /^\|?[\s:|-]+\|?$/.test(lines[at + 1] ?? '')) return table(lines, at);
  if (line.startsWith('>')) {
    const [part, next] = while_(lines, at, (each) => each.startsWith('>'));
    return [h('blockquote', {}, fromMarkdown(part.map((each) => each.replace(/^>\s?/, '')).join('\n'))), next];
  }
  const [part, next] = while_(lines, at, (each, first) => each.trim() && (first || !/^(#{1,6}\s|>|\|)/.test(each) && !ITEM.test(each)));
  return [h('p', {}, inline(part.join(' '))), next];
}

function while_(lines, at, holds) {
  let next = at;
  while (next < lines.length && holds(lines[next], next === at)) next += 1;
  return [lines.slice(at, next), next];
}

function list(lines, at) {
  const ordered = /^\s*\d/.test(lines[at]);
  const [part, next] = while_(lines, at, (each) => ITEM.test(each) || /^\s{2,}\S/.test(each));
  const items = [];
  for (const line of part) {
    if (ITEM.test(line)) items.push(line.replace(ITEM, ''));
    else items[items.length - 1] += ` ${line.trim()}`;
  }
  return [h(ordered ? 'ol' : 'ul', {}, items.map((item) => h('li', {}, inline(item)))), next];
}

function table(lines, at) {
  const [part, next] = while_(lines, at, (each) => each.startsWith('|'));
  const cells = (line) => line.replace(/^\||\|\s*$/g, '').split('|').map((cell) => cell.trim());
  const [head, , ...rows] = part;
  const row = (line, tag) => h('tr', {}, cells(line).map((cell) => h(tag, {}, inline(cell))));
  return [h('table', {}, h('thead', {}, row(head, 'th')), h('tbody', {}, rows.map((line) => row(line, 'td')))), next];
}

function inline(words) {
  const parts = [];
  const pattern = /\*\*(.+?)\*\*|__(.+?)__|`([^`]+)`|\[([^\]]*)\]\([^)]*\)|\*(?!\s)(.+?)\*/g;
  let at = 0;
  for (const found of words.matchAll(pattern)) {
    parts.push(words.slice(at, found.index));
    const [whole, strong, strong2, code, link, emphasis] = found;
    if (strong ?? strong2) parts.push(h('strong', {}, strong ?? strong2));
    else if (code) parts.push(h('code', {}, code));
    else if (link !== undefined) parts.push(link);
    else parts.push(h('em', {}, emphasis));
    at = found.index + whole.length;
  }
  parts.push(words.slice(at));
  return parts.filter((part) => part !== '');
}
