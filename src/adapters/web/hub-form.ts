/** What a hub is told of topics that have changed, as a form. */
export function formOfTopics(topics: readonly string[]): string {
  const form = new URLSearchParams({ 'hub.mode': 'publish' })
  for (const topic of topics) {
    // Hubs differ in which of the two names they read.
    form.append('hub.url', topic)
    form.append('hub.topic', topic)
  }
  return form.toString()
}
