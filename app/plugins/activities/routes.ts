/*
|--------------------------------------------------------------------------
| Routes of activities
|--------------------------------------------------------------------------
|
| What was done with records, and what is planned: each kind is a noun.
|
*/

import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { resourceRoutes } from '#core/resources/routes'
import calls from '#plugins/activities/resources/calls'
import meetings from '#plugins/activities/resources/meetings'
import messages from '#plugins/activities/resources/messages'
import notes from '#plugins/activities/resources/notes'
import tasks from '#plugins/activities/resources/tasks'

export function activityRoutes() {
  for (const resource of [tasks, meetings, calls]) {
    resourceRoutes(resource, {
      more: (may) => {
        router
          .post('/:id/complete', [controllers.activities.Completions, 'store'])
          .use(may('update'))
          .as(`${resource.singular}_completions.store`)
        router
          .post('/:id/reopen', [controllers.activities.Completions, 'destroy'])
          .use(may('update'))
          .as(`${resource.singular}_completions.destroy`)
      },
    })
  }
  resourceRoutes(notes, {
    more: (may) => {
      router.get('/:id/versions', [controllers.activities.NoteVersions, 'show']).use(may('read'))
    },
  })
  resourceRoutes(messages)
}
