-- Who did what to something, beside its history: found without going through the whole audit log.
CREATE INDEX audit_subject ON audit (subject, seq);

-- Activities open nothing that later facts are about: they are listed from the log.
CREATE INDEX fact_activity ON fact (seq) WHERE kind = 'activity.held';
