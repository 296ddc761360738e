import type { KnownSource } from './knownSource.ts'

const assistant = (source: string, hosts: readonly string[], names: readonly string[] = [], apps: readonly string[] = []): KnownSource => ({
  source,
  kind: 'assistant',
  hosts,
  names,
  apps,
})

/** AI assistants. Answers inside search results (AI Overviews, AI Mode, Neuro) stay organic search, as in GA4. */
export const ASSISTANTS: readonly KnownSource[] = [
  // ChatGPT itself puts `utm_source=chatgpt.com` on the links it shows: the same name either way.
  assistant(
    'chatgpt.com',
    ['chatgpt.com', 'chat.openai.com', 'labs.openai.com', 'openai.com'],
    ['chatgpt', 'openai', 'chat.openai.com'],
    ['com.openai.chatgpt'],
  ),
  assistant('perplexity', ['perplexity.ai', 'pplx.ai'], ['perplexity.ai'], ['ai.perplexity.app.android']),
  assistant('gemini', ['gemini.google.com', 'bard.google.com'], ['gemini.google.com', 'bard'], ['com.google.android.apps.bard']),
  assistant(
    'copilot',
    ['copilot.microsoft.com', 'copilot.cloud.microsoft', 'm365.cloud.microsoft', 'bing.com/chat', 'edgeservices.bing.com', 'copilot.com'],
    ['copilot.microsoft.com', 'copilot.com'],
    ['com.microsoft.copilot'],
  ),
  assistant('claude', ['claude.ai', 'claude.com'], ['claude.ai', 'anthropic'], ['com.anthropic.claude']),
  assistant('deepseek', ['deepseek.com', 'chat.deepseek.com'], ['deepseek.com', 'chat.deepseek.com'], ['com.deepseek.chat']),
  assistant('grok', ['grok.com', 'x.ai', 'x.com/i/grok'], ['grok.com'], ['ai.x.grok']),
  assistant('meta ai', ['meta.ai'], ['meta.ai']),
  assistant('mistral', ['chat.mistral.ai', 'mistral.ai'], ['mistral.ai', 'chat.mistral.ai']),
  assistant('alice', ['alice.yandex.ru', 'ya.ru/alice', 'a.ya.ru'], ['алиса'], ['com.yandex.aliceapp']),
  assistant('gigachat', ['giga.chat', 'gigachat.ru', 'developers.sber.ru/gigachat'], ['giga.chat', 'гигачат']),
  assistant('qwen', ['chat.qwen.ai', 'qwen.ai'], ['chat.qwen.ai']),
  assistant('kimi', ['kimi.com', 'kimi.moonshot.cn', 'kimi.ai'], ['kimi.com']),
  assistant('you.com', ['you.com']),
  assistant('phind', ['phind.com'], ['phind.com']),
  assistant('poe', ['poe.com'], ['poe.com']),
  assistant('pi', ['pi.ai'], ['pi.ai']),
  assistant('notebooklm', ['notebooklm.google.com'], ['notebooklm.google.com']),
  assistant('duck.ai', ['duck.ai', 'duckduckgo.com/aichat']),
  assistant('iask', ['iask.ai'], ['iask.ai']),
  assistant('ernie', ['yiyan.baidu.com', 'ai.baidu.com', 'chat.baidu.com']),
  assistant('chatglm', ['chatglm.cn']),
  assistant('jasper', ['app.jasper.ai']),
  assistant('felo', ['felo.ai'], ['felo.ai']),
]
