"""Files, complaints, follow-up (档案、投诉、跟踪). Articles 13, 14, 15."""
