"""What follows the sitting: who came, who entered the answers, publication, checking of scores, anomalies."""
