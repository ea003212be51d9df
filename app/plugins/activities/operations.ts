import calls from '#plugins/activities/resources/calls'
import meetings from '#plugins/activities/resources/meetings'
import tasks from '#plugins/activities/resources/tasks'
import { versionSummary } from '#plugins/activities/models/note/versions'
import { schemaOfSummary } from '#core/resources/answer_schema'
import type { Resource } from '#core/resources/define_resource'
import {
  type ApiDescription,
  type Operation,
  actionOn,
  onePage,
} from '#core/resources/openapi/operation'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'

function completion(resource: Resource, command: 'complete' | 'reopen'): [string, Operation] {
  const { singular, title } = resource
  const verb = command === 'complete' ? 'store' : 'destroy'
  return [
    `${singular}_completions.${verb}`,
    {
      id: `${command}${title}`,
      command,
      summary: command === 'complete' ? `Complete a ${singular}` : `Plan a ${singular} again`,
      description:
        command === 'complete'
          ? 'Nothing happens when it is completed already. A deal that it is associated with has been worked on.'
          : 'Nothing happens when it is planned.',
      body: emptyBodyValidator,
      answers: { 200: actionOn(resource) },
    },
  ]
}

const description: ApiDescription = {
  operations: {
    ...Object.fromEntries(
      [tasks, meetings, calls].flatMap((resource) => [
        completion(resource, 'complete'),
        completion(resource, 'reopen'),
      ])
    ),
    'note_versions.show': {
      id: 'listNoteVersions',
      summary: 'Read what a note said before',
      description: 'The newest 20 versions that it had before the present one, newest first.',
      answers: { 200: onePage(schemaOfSummary(versionSummary)) },
    },
  },
}

export default description
