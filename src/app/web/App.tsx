import { QueryClientProvider } from '@tanstack/react-query';
import { Suspense, useEffect } from 'react';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { basePath } from '#platform/web/api/basePath.ts';
import { FormatsProvider } from '#platform/web/i18n/FormatsProvider.tsx';
import { fetchAhead, part } from '#platform/web/ui/part.ts';
import { queries } from './house.ts';
import { Inside } from './pages/Inside.tsx';
import { RouteFocus } from './shell/RouteFocus.tsx';
import { NotFound } from './screens/NotFound.tsx';

const loadCourse = () => import('./pages/CoursePage.tsx');
const loadLesson = () => import('./pages/LessonPage.tsx');
const HomePage = part(() => import('./pages/HomePage.tsx'), 'HomePage');
const FrontPage = part(() => import('./pages/FrontPage.tsx'), 'FrontPage');
const SignInPage = part(() => import('./pages/SignInPage.tsx'), 'SignInPage');
const LinkPage = part(() => import('./pages/LinkPage.tsx'), 'LinkPage');
const BothPage = part(() => import('./pages/BothPage.tsx'), 'BothPage');
const CoursePage = part(loadCourse, 'CoursePage');
const LessonPage = part(loadLesson, 'LessonPage');
const TeachPage = part(() => import('./pages/TeachPage.tsx'), 'TeachPage');
const ClassPage = part(() => import('./pages/ClassPage.tsx'), 'ClassPage');
const StudentPage = part(() => import('./pages/StudentPage.tsx'), 'StudentPage');
const JoinPage = part(() => import('./pages/JoinPage.tsx'), 'JoinPage');
const CodePage = part(() => import('./pages/CodePage.tsx'), 'CodePage');
const PlanPage = part(() => import('./pages/PlanPage.tsx'), 'PlanPage');
const OrganisationPage = part(() => import('./pages/OrganisationPage.tsx'), 'OrganisationPage');
const OrganisationAuditPage = part(
  () => import('./pages/OrganisationAuditPage.tsx'),
  'OrganisationAuditPage',
);
const PeoplePage = part(() => import('./pages/PeoplePage.tsx'), 'PeoplePage');
const QuizPage = part(() => import('./pages/quizzes/QuizPage.tsx'), 'QuizPage');
const AttemptPage = part(() => import('./pages/quizzes/AttemptPage.tsx'), 'AttemptPage');
const GradesPage = part(() => import('./pages/quizzes/GradesPage.tsx'), 'GradesPage');
const TeachQuizzesPage = part(() => import('./pages/quizzes/TeachQuizzesPage.tsx'), 'TeachQuizzesPage');
const TeachQuizPage = part(() => import('./pages/quizzes/TeachQuizPage.tsx'), 'TeachQuizPage');
const MarkingPage = part(() => import('./pages/quizzes/MarkingPage.tsx'), 'MarkingPage');
const GradebookPage = part(() => import('./pages/quizzes/GradebookPage.tsx'), 'GradebookPage');
const SearchPage = part(() => import('./pages/SearchPage.tsx'), 'SearchPage');
const ContentPage = part(() => import('./pages/content/ContentPage.tsx'), 'ContentPage');
const VersionsPage = part(() => import('./pages/content/VersionsPage.tsx'), 'VersionsPage');
const PreviewPage = part(() => import('./pages/content/PreviewPage.tsx'), 'PreviewPage');
const OpsPeoplePage = part(() => import('./pages/operate/OpsPeoplePage.tsx'), 'OpsPeoplePage');
const OpsAuditPage = part(() => import('./pages/operate/OpsAuditPage.tsx'), 'OpsAuditPage');
const OpsJobsPage = part(() => import('./pages/operate/OpsJobsPage.tsx'), 'OpsJobsPage');
const SingleSignOnPage = part(() => import('./pages/operate/SingleSignOnPage.tsx'), 'SingleSignOnPage');
const WebhooksPage = part(() => import('./pages/webhooks/WebhooksPage.tsx'), 'WebhooksPage');
const CertificatePage = part(() => import('./pages/certificates/CertificatePage.tsx'), 'CertificatePage');
const VerifyPage = part(() => import('./pages/certificates/VerifyPage.tsx'), 'VerifyPage');
const CohortCertificatesPage = part(
  () => import('./pages/certificates/CohortCertificatesPage.tsx'),
  'CohortCertificatesPage',
);
const ForgetMePage = part(() => import('./pages/rights/ForgetMePage.tsx'), 'ForgetMePage');
const PersonDataPage = part(() => import('./pages/rights/PersonDataPage.tsx'), 'PersonDataPage');
const SessionsPage = part(() => import('./pages/live/SessionsPage.tsx'), 'SessionsPage');
const AudiencePage = part(() => import('./pages/live/AudiencePage.tsx'), 'AudiencePage', { words: 'own' });
const ScreenPage = part(() => import('./pages/live/ScreenPage.tsx'), 'ScreenPage');
const TeachSessionsPage = part(() => import('./pages/live/TeachSessionsPage.tsx'), 'TeachSessionsPage');
const HostPage = part(() => import('./pages/live/HostPage.tsx'), 'HostPage');
const AttendancePage = part(() => import('./pages/live/AttendancePage.tsx'), 'AttendancePage');
const ReportPage = part(() => import('./pages/live/ReportPage.tsx'), 'ReportPage');
const CohortChatPage = part(() => import('./pages/chat/CohortChatPage.tsx'), 'CohortChatPage');
const AnnouncementsPage = part(
  () => import('./pages/announcements/AnnouncementsPage.tsx'),
  'AnnouncementsPage',
);
const MessagesPage = part(() => import('./pages/announcements/MessagesPage.tsx'), 'MessagesPage');
const NotificationsPage = part(
  () => import('./pages/notifications/NotificationsPage.tsx'),
  'NotificationsPage',
);
const SentPage = part(() => import('./pages/notifications/SentPage.tsx'), 'SentPage');
const StopPage = part(() => import('./pages/notifications/StopPage.tsx'), 'StopPage');
const SettingsPage = part(() => import('./pages/SettingsPage.tsx'), 'SettingsPage');

// With the page itself: who is here is asked for meanwhile.
const cameTo = location.pathname.slice(basePath.length);
if (cameTo === '/home') HomePage.ahead();
if (/^\/live\/[^/]+$/.test(cameTo)) AudiencePage.ahead();

export function App() {
  useEffect(() => {
    // A reader who loses the network can go on between these. Whoever comes to a live session shares theirs with a
    // whole class.
    if (!cameTo.startsWith('/live/')) fetchAhead([loadCourse, loadLesson]);
  }, []);
  return (
    <QueryClientProvider client={queries}>
      <BrowserRouter basename={basePath}>
        <FormatsProvider>
          <RouteFocus />
          <Suspense>
            <Routes>
              <Route path="/" element={<FrontPage />} />
              <Route path="/login" element={<SignInPage />} />
              <Route path="/magic/:token" element={<LinkPage />} />
              <Route path="/reset/:token" element={<LinkPage />} />
              <Route path="/verify-email/:token" element={<LinkPage />} />
              <Route path="/stop/:token" element={<StopPage />} />
              <Route path="/both" element={<BothPage />} />
              <Route path="/join/:token" element={<JoinPage />} />
              <Route path="/verify/:certificateId" element={<VerifyPage />} />
              <Route path="/j" element={<CodePage />} />
              <Route path="/j/:code" element={<CodePage />} />
              <Route element={<Inside bare />}>
                <Route path="/live/:sessionId/screen" element={<ScreenPage />} />
              </Route>
              <Route element={<Inside />}>
                <Route path="/home" element={<HomePage />} />
                <Route path="/announcements" element={<AnnouncementsPage />} />
                <Route path="/notifications" element={<NotificationsPage />} />
                <Route path="/settings" element={<SettingsPage />} />
                <Route path="/settings/forget" element={<ForgetMePage />} />
                <Route path="/c/:cohortId" element={<CoursePage />} />
                <Route path="/c/:cohortId/lessons/:lessonId" element={<LessonPage />} />
                <Route path="/c/:cohortId/quiz/:quizId" element={<QuizPage />} />
                <Route path="/c/:cohortId/quiz/:quizId/attempt/:attemptId" element={<AttemptPage />} />
                <Route path="/c/:cohortId/quiz/:quizId/result/:attemptId" element={<AttemptPage />} />
                <Route path="/c/:cohortId/grades" element={<GradesPage />} />
                <Route path="/c/:cohortId/certificate" element={<CertificatePage />} />
                <Route path="/c/:cohortId/search" element={<SearchPage />} />
                <Route path="/c/:cohortId/live" element={<SessionsPage />} />
                <Route path="/c/:cohortId/chat" element={<CohortChatPage />} />
                <Route path="/c/:cohortId/chat/:channelId" element={<CohortChatPage />} />
                <Route path="/live/:sessionId" element={<AudiencePage />} />
                <Route path="/live/:sessionId/host" element={<HostPage />} />
                <Route path="/live/:sessionId/attendance" element={<AttendancePage />} />
                <Route path="/live/:sessionId/report" element={<ReportPage />} />
                <Route path="/teach/:cohortId/live" element={<TeachSessionsPage />} />
                <Route path="/teach" element={<TeachPage />} />
                <Route path="/teach/:cohortId" element={<ClassPage />} />
                <Route path="/teach/:cohortId/students/:studentId" element={<StudentPage />} />
                <Route path="/teach/:cohortId/certificates" element={<CohortCertificatesPage />} />
                <Route path="/teach/:cohortId/sent" element={<SentPage />} />
                <Route path="/teach/:cohortId/messages" element={<MessagesPage />} />
                <Route path="/teach/:cohortId/messages/:announcementId" element={<MessagesPage />} />
                <Route path="/teach/:cohortId/people" element={<PeoplePage />} />
                <Route path="/teach/:cohortId/plan" element={<PlanPage />} />
                <Route path="/teach/:cohortId/content" element={<ContentPage />} />
                <Route path="/teach/:cohortId/content/versions" element={<VersionsPage />} />
                <Route path="/teach/:cohortId/content/preview/:pageId" element={<PreviewPage />} />
                <Route path="/teach/:cohortId/quizzes" element={<TeachQuizzesPage />} />
                <Route path="/teach/:cohortId/quizzes/:quizId" element={<TeachQuizPage />} />
                <Route
                  path="/teach/:cohortId/quizzes/:quizId/attempts/:attemptId"
                  element={<MarkingPage />}
                />
                <Route path="/teach/:cohortId/grades" element={<GradebookPage />} />
                <Route path="/org/:organisationId" element={<OrganisationPage />} />
                <Route path="/org/:organisationId/audit" element={<OrganisationAuditPage />} />
                <Route path="/org/:organisationId/sso" element={<SingleSignOnPage />} />
                <Route path="/org/:organisationId/messages" element={<MessagesPage />} />
                <Route path="/org/:organisationId/messages/:announcementId" element={<MessagesPage />} />
                <Route path="/org/:organisationId/webhooks" element={<WebhooksPage />} />
                <Route path="/org/:organisationId/webhooks/:endpointId" element={<WebhooksPage />} />
                <Route path="/ops" element={<Navigate to="/ops/people" replace />} />
                <Route path="/ops/people" element={<OpsPeoplePage />} />
                <Route path="/ops/people/:userId" element={<PersonDataPage />} />
                <Route path="/ops/audit" element={<OpsAuditPage />} />
                <Route path="/ops/jobs" element={<OpsJobsPage />} />
                <Route path="*" element={<NotFound />} />
              </Route>
            </Routes>
          </Suspense>
        </FormatsProvider>
      </BrowserRouter>
    </QueryClientProvider>
  );
}
