"""CCHC portal: content files in, a static administrative-reform site and a feedback service out."""
